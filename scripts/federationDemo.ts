/**
 * npm run federation:demo [-- --serve]
 *
 * The walk-through of docs/federation.md: serves the sample and a second, small subgraph at free ports, composes them,
 * puts Apollo's gateway before them and asks what the page asks. `--serve` keeps all three up until Ctrl+C.
 */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, introspect, serveGateway } from '../test/support/gateway';
import { servePerformance } from '../test/support/performance';
import { serveGraph } from '../test/support/served';

const PAGE = join(__dirname, '../docs/federation.md');

/** The queries of the page that go through the gateway, each with the heading it stands under. */
function queriesOf(page: string): { title: string; query: string }[] {
  return page.split(/^### /m).flatMap((section) => {
    const query = /```graphql demo\n([^]*?)```/.exec(section)?.[1];
    return query ? [{ title: section.slice(0, section.indexOf('\n')), query }] : [];
  });
}

async function main(stay: boolean): Promise<void> {
  const say = (text: string): boolean => process.stdout.write(`${text}\n`);
  const [graph, performance] = await Promise.all([serveGraph('sqlite'), servePerformance()]);
  const subgraphs = await Promise.all([introspect('ocds', graph.url), introspect('performance', performance.url)]);
  const gateway = await serveGateway(compose(subgraphs));
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await Promise.all([graph.stop(), performance.stop()]);
  };
  say(`ocds         ${graph.url}\nperformance  ${performance.url}\ngateway      ${gateway.url}\n`);
  try {
    for (const { title, query } of queriesOf(readFileSync(PAGE, 'utf8'))) {
      graph.reset();
      const before = performance.operations();
      const answer = await gateway.ask(query);
      const { operations, statements } = graph.counted();
      say(`# ${title}\n${query}${JSON.stringify(answer, null, 2)}`);
      say(
        `-> requests to ocds: ${operations}, their SQL statements: ${statements}; requests to performance: ${performance.operations() - before}\n`,
      );
      if (answer.errors) throw new Error(`The query under "${title}" fails.`);
    }
    if (stay) {
      say('Ctrl+C stops all three.');
      await new Promise<void>((resolve) => process.once('SIGINT', resolve));
    }
  } finally {
    await stop();
  }
}

main(process.argv.includes('--serve')).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
