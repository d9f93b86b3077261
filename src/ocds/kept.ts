import { inflateRawSync } from 'node:zlib';
import { enumName } from './codelist';
import type { Published } from './effective';
import type { JsonObject } from './json';

/** A release out of the history, as it was written. */
export const textOf = (content: Uint8Array): string => inflateRawSync(content).toString();

/** A release out of the history, as it was sent. */
export const contentOf = (content: Uint8Array): JsonObject => JSON.parse(textOf(content)) as JsonObject;

/** The form of a release by its name in the codelist. */
export const formOf = (name: string): Published['form'] => (name === enumName('compiled') ? 'compiled' : 'individual');
