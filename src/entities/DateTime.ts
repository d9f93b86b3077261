import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const asText = (value: unknown, nodes?: ValueNode): string => {
  if (typeof value !== 'string') throw new GraphQLError('DateTime must be a string.', { nodes });
  return value;
};

/**
 * A date or date-time as it was published, with its offset: `2026-05-13T13:21:24+01:00`. OCDS asks for ISO 8601
 * (https://standard.open-contracting.org/1.1/en/schema/reference/#date); what a publisher sends is given back as sent.
 */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'A date or date-time in ISO 8601, exactly as it was published, with its offset: `2026-05-13T13:21:24+01:00`. ' +
    'Filters and orders compare the instant it names, not its text.',
  serialize: (value) => asText(value),
  parseValue: (value) => asText(value),
  parseLiteral: (node) => (node.kind === Kind.STRING ? node.value : asText(undefined, node)),
});
