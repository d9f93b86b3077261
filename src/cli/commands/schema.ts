import { Command } from 'commander';

export const schemaCommand = (): Command =>
  new Command('schema')
    .description('Print the subgraph schema with its federation directives, for rover, Hive or a composer.')
    .addHelpText('after', '\nExample:\n  ocds-graph schema > schema.graphql')
    .action(async () => {
      const { buildSchema, printSdl } = await import('../../schema/buildSchema.js');
      process.stdout.write(printSdl(buildSchema()));
    });
