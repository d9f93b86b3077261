import { registerEnumType } from 'type-graphql';
import type { Codelist } from '../ocds/codelist';
import { enumName } from '../ocds/codelist';

const registered = new Set<Codelist>();

/** The GraphQL enum of a closed codelist: one for each list, however many fields use it. */
export function enumOf(list: Codelist): object {
  if (!registered.has(list)) {
    registered.add(list);
    registerEnumType(list.values, {
      name: list.name,
      description: list.description,
      valuesConfig: Object.fromEntries(
        Object.entries(list.codes).map(([code, meaning]) => [
          enumName(code),
          { description: list.own ? meaning : `${meaning} Published as \`${code}\`.` },
        ]),
      ),
    });
  }
  return list.values;
}
