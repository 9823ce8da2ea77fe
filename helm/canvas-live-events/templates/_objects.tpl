{{/* Objects that both services have alike. */}}

{{- define "live-events.serviceAccount" -}}
{{- $root := index . 0 -}}
{{- $account := (index $root.Values (index . 1)).serviceAccount -}}
{{- if $account.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "live-events.serviceAccountName" . }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "live-events.labels" . | nindent 4 }}
  {{- with mergeOverwrite (deepCopy $root.Values.commonAnnotations) (deepCopy $account.annotations) }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
{{- end -}}

{{- define "live-events.disruptionBudget" -}}
{{- $root := index . 0 -}}
{{- $budget := (index $root.Values (index . 1)).podDisruptionBudget -}}
{{- if $budget.enabled }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "live-events.metadata" (list $root (index . 1) (index . 1) dict) | nindent 2 }}
spec:
  maxUnavailable: {{ $budget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "live-events.selector" . | nindent 6 }}
{{- end }}
{{- end -}}

{{/* A Secret made at the first install and kept from then on; call with (list $ component suffix key). */}}
{{- define "live-events.madeOnce" -}}
{{- $root := index . 0 -}}
{{- $key := index . 3 -}}
{{- $known := lookup "v1" "Secret" $root.Release.Namespace (printf "%s-%s" (include "live-events.fullname" $root) (index . 2)) }}
apiVersion: v1
kind: Secret
metadata:
  {{- include "live-events.metadata" (list $root (index . 1) (index . 2) (dict "helm.sh/resource-policy" "keep")) | nindent 2 }}
type: Opaque
data:
  {{ $key }}: {{ dig "data" $key "" $known | default (randAlphaNum 40 | b64enc) }}
{{- end -}}

{{/* Call with (list $ component service-suffix values path path-type port-name). */}}
{{- define "live-events.ingress" -}}
{{- $root := index . 0 -}}
{{- $ingress := index . 3 }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "live-events.metadata" (list $root (index . 1) (index . 2) $ingress.annotations) | nindent 2 }}
spec:
  {{- with $ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- with $ingress.tlsSecret }}
  tls:
    - hosts: [{{ $ingress.host }}]
      secretName: {{ . }}
  {{- end }}
  rules:
    - host: {{ $ingress.host }}
      http:
        paths:
          - path: {{ index . 4 }}
            pathType: {{ index . 5 }}
            backend:
              service:
                name: {{ include "live-events.fullname" $root }}-{{ index . 2 }}
                port:
                  name: {{ index . 6 }}
{{- end -}}
