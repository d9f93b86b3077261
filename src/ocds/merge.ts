import { type Json, type JsonObject, isObject } from './json';
import { type DatedRelease, inOrder } from './mergeOrder';
import { OCDS_MERGE_RULES, type RuleNode, ruleTree } from './mergeRules';
import { MergeItems } from './mergeItems';
import { idOf, kindOf, ownValue, saysAnything, setOwnValue } from './values';

/*
 * The merge routine of OCDS 1.1, https://standard.open-contracting.org/1.1/en/schema/merging/#merge-routine: individual
 * releases of one process come in, its compiled release goes out. Where the standard is silent, it does as the
 * reference implementation, open-contracting/ocds-merge, does. Nothing that a publisher writes makes it throw.
 */

export type MergeWarningCode =
  'MISSING_DATE' | 'INVALID_DATE' | 'REPEATED_DATE' | 'DUPLICATE_ID' | 'TYPE_CLASH' | 'TOO_DEEP';

/** Something that the routine had to decide because the data did not. */
export interface MergeWarning {
  readonly code: MergeWarningCode;
  /** Where in the release it is, with array indexes: `awards/0/suppliers/1`. */
  readonly path: string;
  readonly message: string;
  /** The id of the release that it is in, as published. */
  readonly releaseId: Json | undefined;
  /** What is published there, where that is what is wrong. */
  readonly value?: Json;
}

export interface CompiledRelease {
  readonly compiled: JsonObject;
  readonly warnings: readonly MergeWarning[];
}

/** Deeper values are replaced whole; no OCDS document comes near. */
const MAX_DEPTH = 64;

const RULES = ruleTree(OCDS_MERGE_RULES);

/**
 * The compiled release of one process, the same for any order of its releases and however often each is given. Values
 * that are replaced whole are shared with the releases, which are not changed.
 */
export function compileRelease(releases: readonly JsonObject[], rules: RuleNode = RULES): CompiledRelease {
  const compilation = new Compilation(rules);
  compilation.add(releases);
  return compilation.release;
}

/** A compiled release that grows: releases are added in any order, but none that is as old as one before. */
export class Compilation {
  private readonly merge = new Merge();
  private readonly merged: JsonObject = {};
  /** The instant of the newest, and what names the process by it. */
  private last: Pick<DatedRelease, 'utc'> | undefined;
  private named = identity();

  constructor(private readonly rules: RuleNode = RULES) {}

  add(releases: readonly JsonObject[]): void {
    for (const each of inOrder(releases)) {
      this.merge.begin(each, this.last);
      this.merge.object(this.merged, each.release, this.rules);
      this.last = { utc: each.utc };
      this.named = identity(each.release);
    }
    this.merge.end();
  }

  /** It is changed by what is added later. */
  get release(): CompiledRelease {
    return { compiled: { ...this.named, ...this.merged }, warnings: this.merge.warnings };
  }
}

/**
 * The fields that replace those of the releases:
 * https://standard.open-contracting.org/1.1/en/schema/merging/#discarded-fields, the note.
 */
function identity(last: JsonObject = {}): JsonObject {
  const { ocid, date } = last;
  const named: JsonObject = {};
  if (ocid !== undefined) named.ocid = ocid;
  named.id = [ocid, date].filter((part) => typeof part === 'string' || typeof part === 'number').join('-');
  if (date !== undefined && date !== null) named.date = date;
  named.tag = ['compiled'];
  return named;
}

/** One run of the routine: where it is and what it had to decide. */
class Merge {
  readonly warnings: MergeWarning[] = [];
  private path: (string | number)[] = [];
  private release: JsonObject = {};

  begin({ release, utc }: DatedRelease, previous: Pick<DatedRelease, 'utc'> | undefined): void {
    this.release = release;
    this.path = ['date'];
    const { date } = release;
    if (date === undefined || date === null) this.warn('MISSING_DATE', 'has no date: it is merged before all others');
    else if (!utc)
      this.warn('INVALID_DATE', 'has a date that cannot be read: it is merged before all dated ones', date);
    else if (utc === previous?.utc) this.warn('REPEATED_DATE', 'has the date of another release: the later id wins');
    this.path = [];
  }

  /** Lets go of the last release: it may be large. */
  end(): void {
    this.release = {};
  }

  /**
   * https://standard.open-contracting.org/1.1/en/schema/merging/#object-values. True if the input says anything, if
   * only that a field is null; empty objects and arrays, however nested, say nothing.
   */
  object(output: JsonObject, input: JsonObject, rules: RuleNode | undefined): boolean {
    let said = false;
    for (const key of Object.keys(input)) {
      const rule = rules?.below.get(key);
      if (rule?.action === 'omit') continue;
      this.path.push(key);
      if (this.field(output, key, input[key] as Json, rule)) said = true;
      this.path.pop();
    }
    return said;
  }

  private field(output: JsonObject, key: string, input: Json, rule: RuleNode | undefined): boolean {
    if (input === null) delete output[key];
    else if (this.isReplaced(input, rule)) this.replace(output, key, input);
    else if (Array.isArray(input)) return this.list(output, key, input as JsonObject[], rule);
    else return this.member(output, key, input as JsonObject, rule);
    return true;
  }

  /**
   * https://standard.open-contracting.org/1.1/en/schema/merging/#literal-values, #array-values (an array with anything
   * other than objects is a literal) and #whole-list-merge.
   */
  private isReplaced(input: Json, rule: RuleNode | undefined): boolean {
    if (typeof input !== 'object' || rule?.action === 'replace') return true;
    if (Array.isArray(input) && !input.every(isObject)) return true;
    if (rule?.action === 'replaceNamed' && this.hasNames(input)) return true;
    if (this.path.length < MAX_DEPTH) return false;
    this.warn('TOO_DEEP', `is nested deeper than ${MAX_DEPTH} levels: it is replaced whole`);
    return true;
  }

  /** OCDS 1.0 has organizations in their places and not as parties, without ids: appended, each update would repeat them. */
  private hasNames(input: Json): boolean {
    if (!Array.isArray(input) || !saysAnything(input) || Object.hasOwn(this.release, 'parties')) return false;
    return input.every((item) => idOf(item as JsonObject) === undefined);
  }

  private replace(output: JsonObject, key: string, input: Json): void {
    const previous = ownValue(output, key);
    if (kindOf(previous) !== kindOf(input)) this.clash(previous, input);
    setOwnValue(output, key, Array.isArray(input) ? [...input] : input); // a later release may add to a list
  }

  private member(output: JsonObject, key: string, input: JsonObject, rule: RuleNode | undefined): boolean {
    const previous = ownValue(output, key);
    if (isObject(previous)) return this.object(previous, input, rule);
    const fresh: JsonObject = {};
    const said = this.object(fresh, input, rule);
    if (said) this.clash(previous, input);
    if (said) setOwnValue(output, key, fresh);
    return said;
  }

  /** https://standard.open-contracting.org/1.1/en/schema/merging/#identifier-merge. Objects without id are appended. */
  private list(output: JsonObject, key: string, input: JsonObject[], rule: RuleNode | undefined): boolean {
    const previous = ownValue(output, key);
    const merges = Array.isArray(previous) && previous.every(isObject);
    const items = new MergeItems(merges ? previous : []);
    let said = false;
    input.forEach((item, i) => {
      this.path.push(i);
      if (this.item(items, item, rule)) said = true;
      this.path.pop();
    });
    if (said && !merges) this.clash(previous, input);
    if (said) setOwnValue(output, key, items.list);
    return said;
  }

  private item(items: MergeItems, input: JsonObject, rule: RuleNode | undefined): boolean {
    const id = idOf(input);
    if (items.repeats(id)) this.warn('DUPLICATE_ID', `repeats the id ${id}: the later fields win`, input.id);
    const match = items.find(id);
    if (match) return this.intoMatch(match, input, rule);
    const fresh: JsonObject = {};
    const said = this.object(fresh, input, rule);
    if (said) items.add(id, fresh);
    return said;
  }

  /** The id keeps the type that it first had: 1 and "1" are one id, as in the reference implementation. */
  private intoMatch(match: JsonObject, input: JsonObject, rule: RuleNode | undefined): boolean {
    const { id } = match;
    const said = this.object(match, input, rule);
    match.id = id as Json;
    return said;
  }

  private clash(previous: Json | undefined, input: Json): void {
    const [was, is] = [kindOf(previous), kindOf(input)];
    if (previous === undefined || (was === 'a literal' && is === 'a literal')) return;
    const what = was === is ? 'a list of objects' : is;
    const instead = was === is ? 'one of other things' : was;
    this.warn('TYPE_CLASH', `is ${what} where an earlier release has ${instead}: the later one stays`);
  }

  private warn(code: MergeWarningCode, message: string, value?: Json): void {
    const releaseId = ownValue(this.release, 'id');
    this.warnings.push({ code, path: this.path.join('/'), message, releaseId, ...(value !== undefined && { value }) });
  }
}
