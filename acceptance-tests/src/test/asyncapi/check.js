// Holds an AsyncAPI document against the specification's own schema; prints what is wrong, a line each.
import { readFileSync } from 'node:fs';
import specs from '@asyncapi/specs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const document = parse(readFileSync(process.argv[2], 'utf8'));
const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const holds = ajv.compile(specs.schemasWithoutId[document.asyncapi]);
if (!holds(document)) {
  holds.errors.forEach((error) => console.log(`${error.instancePath} ${error.message}`));
}
console.log(`${Object.keys(document.channels).length} channels, ${holds.errors?.length ?? 0} errors`);
