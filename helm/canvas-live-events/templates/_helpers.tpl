{{- define "live-events.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "live-events.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "live-events.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "live-events.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The labels by which a service's pods are chosen; call with (list $ "bridge"). */}}
{{- define "live-events.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "live-events.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "live-events.labels" -}}
{{- $root := index . 0 -}}
{{ include "live-events.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: live-events
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* metadata of an object; call with (list $ "bridge" "suffix" annotations). */}}
{{- define "live-events.metadata" -}}
{{- $root := index . 0 -}}
{{- $suffix := index . 2 -}}
{{- $annotations := mergeOverwrite (deepCopy $root.Values.commonAnnotations) (deepCopy (index . 3)) -}}
name: {{ include "live-events.fullname" $root }}{{ with $suffix }}-{{ . }}{{ end }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "live-events.labels" (list $root (index . 1)) | nindent 2 }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "live-events.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.image.registry }}{{ . | trimSuffix "/" }}/{{ end -}}
{{- index . 1 }}:{{ default $root.Chart.AppVersion $root.Values.image.tag -}}
{{- end -}}

{{- define "live-events.serviceAccountName" -}}
{{- $root := index . 0 -}}
{{- $account := (index $root.Values (index . 1)).serviceAccount -}}
{{- if $account.create -}}
{{- default (printf "%s-%s" (include "live-events.fullname" $root) (index . 1)) $account.name -}}
{{- else -}}
{{- default "default" $account.name -}}
{{- end -}}
{{- end -}}

{{/* The name of a Kafka client setting as an environment variable. */}}
{{- define "live-events.kafkaKey" -}}
KAFKA_{{ . | upper | replace "." "_" | replace "-" "_" }}
{{- end -}}

{{/* The settings both services share, and the tools. */}}
{{- define "live-events.sharedEnv" -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ .Values.kafka.bootstrapServers | quote }}
{{- range $setting, $value := .Values.kafka.config }}
- name: {{ include "live-events.kafkaKey" $setting }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $setting, $source := .Values.kafka.configFrom }}
- name: {{ include "live-events.kafkaKey" $setting }}
  valueFrom:
    secretKeyRef:
      name: {{ $source.name }}
      key: {{ $source.key }}
{{- end }}
- name: TOPIC_PREFIX
  value: {{ .Values.topics.prefix | quote }}
- name: RAW_PARTITIONS
  value: {{ .Values.topics.rawPartitions | quote }}
- name: TYPED_PARTITIONS
  value: {{ .Values.topics.typedPartitions | quote }}
{{- with .Values.topics.replicationFactor }}
- name: REPLICATION_FACTOR
  value: {{ . | quote }}
{{- end }}
- name: CANVAS_DEFAULT_SHARD
  value: {{ .Values.canvas.defaultShard | int64 | quote }}
{{- with .Values.canvas.shardAliases }}
- name: CANVAS_SHARD_ALIASES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.schemaRegistry.url }}
- name: SCHEMA_REGISTRY_URL
  value: {{ . | quote }}
{{- end }}
{{- if .Values.schemaRegistry.url }}
- name: SCHEMA_REGISTRY_COMPATIBILITY
  value: {{ .Values.schemaRegistry.compatibility }}
{{- end }}
{{- if and .Values.schemaRegistry.url .Values.schemaRegistry.authSecret }}
- name: SCHEMA_REGISTRY_USER
  valueFrom:
    secretKeyRef:
      name: {{ .Values.schemaRegistry.authSecret }}
      key: username
- name: SCHEMA_REGISTRY_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.schemaRegistry.authSecret }}
      key: password
{{- end }}
{{- end -}}

{{/* Free environment variables of a service: its `env` map and `extraEnv`. */}}
{{- define "live-events.ownEnv" -}}
{{- range $key, $value := .env }}
- name: {{ $key }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- with .extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What Pod Security "restricted" asks of a container, and a read-only root. */}}
{{- define "live-events.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "live-events.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* What both services' pods have in common; call with (list $ "bridge"). */}}
{{- define "live-events.podCommon" -}}
{{- $root := index . 0 -}}
{{- $service := index $root.Values (index . 1) -}}
serviceAccountName: {{ include "live-events.serviceAccountName" . }}
automountServiceAccountToken: false
enableServiceLinks: false
terminationGracePeriodSeconds: {{ $service.terminationGracePeriodSeconds }}
securityContext:
  {{- include "live-events.podSecurity" $root | nindent 2 }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $service.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $service.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $service.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $service.affinity }}
affinity:
  {{- toYaml $service.affinity | nindent 2 }}
{{- else }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "live-events.selector" . | nindent 14 }}
{{- end }}
{{- with $service.initContainers }}
initContainers:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Labels and annotations of a pod; a changed token or setting rolls it by itself. */}}
{{- define "live-events.podMetadata" -}}
{{- $root := index . 0 -}}
{{- $service := index $root.Values (index . 1) -}}
labels:
  {{- include "live-events.labels" . | nindent 2 }}
  {{- with $service.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with mergeOverwrite (deepCopy $root.Values.commonAnnotations) (deepCopy $service.podAnnotations) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The Secret with the query tokens. */}}
{{- define "live-events.queryTokens" -}}
{{- default (printf "%s-query" (include "live-events.fullname" .)) .Values.topology.query.tokensSecret -}}
{{- end -}}

{{/* The Secret with what instances sign with when they ask one another. */}}
{{- define "live-events.hopSecret" -}}
{{- default (printf "%s-hop" (include "live-events.fullname" .)) .Values.topology.query.hopSecret -}}
{{- end -}}

{{/* The name of the consumer group of the topology, which Kafka Streams calls its application id. */}}
{{- define "live-events.group" -}}
{{- default (printf "%s-topology" .Values.topics.prefix) (index .Values.kafka.config "application.id") -}}
{{- end -}}

{{/* What no schema of values can say; a list of complaints. */}}
{{- define "live-events.complaints" -}}
{{- $v := .Values -}}
{{- if not $v.kafka.bootstrapServers }}
kafka.bootstrapServers: give the brokers as host:port,host:port
{{- end }}
{{- if and $v.bridge.enabled (not $v.bridge.sqs.queueUrls) (not $v.bridge.webhook.enabled) }}
bridge: give bridge.sqs.queueUrls, or bridge.webhook.enabled=true, or bridge.enabled=false
{{- end }}
{{- if and $v.bridge.webhook.enabled (eq $v.bridge.webhook.auth "token") (not $v.bridge.webhook.tokensSecret) }}
bridge.webhook.tokensSecret: name a Secret with the key `tokens`, as auth=token needs it
{{- end }}
{{- if and $v.bridge.webhook.ingress.enabled (not $v.bridge.webhook.enabled) }}
bridge.webhook.ingress: needs bridge.webhook.enabled=true
{{- end }}
{{- if and $v.bridge.webhook.ingress.enabled (not $v.bridge.webhook.ingress.host) }}
bridge.webhook.ingress.host: give the host name Canvas calls
{{- end }}
{{- if and $v.bridge.webhook.gateway.enabled (not $v.bridge.webhook.gateway.parentRefs) }}
bridge.webhook.gateway.parentRefs: name the Gateway
{{- end }}
{{- if and $v.topology.query.ingress.enabled (not $v.topology.query.ingress.host) }}
topology.query.ingress.host: give the host name of the query API
{{- end }}
{{- if and $v.bridge.spool.enabled (not $v.bridge.webhook.enabled) }}
bridge.spool: only webhooks are spooled: bridge.webhook.enabled=true, or bridge.spool.enabled=false
{{- end }}
{{- if and $v.bridge.autoscaling.enabled $v.bridge.keda.enabled }}
bridge.autoscaling, bridge.keda: enable one of the two
{{- end }}
{{- if and $v.bridge.keda.enabled (not $v.bridge.sqs.queueUrls) }}
bridge.keda: scales on a queue: give bridge.sqs.queueUrls
{{- end }}
{{- if and $v.bridge.keda.enabled (gt (int $v.bridge.keda.minReplicas) (int $v.bridge.keda.maxReplicas)) }}
bridge.keda: minReplicas is more than maxReplicas
{{- end }}
{{- if and $v.bridge.autoscaling.enabled (gt (int $v.bridge.autoscaling.minReplicas) (int $v.bridge.autoscaling.maxReplicas)) }}
bridge.autoscaling: minReplicas is more than maxReplicas
{{- end }}
{{- if and $v.bridge.webhook.gateway.enabled (not $v.bridge.webhook.enabled) }}
bridge.webhook.gateway: needs bridge.webhook.enabled=true
{{- end }}
{{- if and $v.topology.query.ingress.enabled (eq $v.topology.query.auth "none") }}
topology.query.ingress: with topology.query.auth=none only the pod itself is answered
{{- end }}
{{- if and $v.topology.enabled (gt (int $v.topology.standbyReplicas) 0) (lt (int $v.topology.replicas) 2) }}
topology.standbyReplicas: a standby needs a second instance: topology.replicas=2, or standbyReplicas=0
{{- end }}
{{- if gt (int (ternary $v.topology.keda.maxReplicas $v.topology.replicas $v.topology.keda.enabled)) (int $v.topics.rawPartitions) }}
topology.replicas: more than topics.rawPartitions, so some would never have work
{{- end }}
{{- end -}}
