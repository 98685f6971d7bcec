import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** What the process is started with, as JSON. */
export interface RenderSetting {
  templates: string;
  fonts: string[];
}

export interface RenderRequest {
  template: string;
  title: string;
  /** JSON; the template reads it as data, so that nothing in it is ever evaluated. */
  data: string;
  /** Seconds since 1970: the time in the file, so that the same data gives the same bytes. */
  at: number;
}

export type RenderAnswer = { pdf: Buffer } | { error: string };

/** Renders of which the compiler remembers parts. */
const REMEMBERED = 10;

// Whoever waits for an answer comes before whoever waits for a document.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { templates, fonts } = JSON.parse(process.argv[2] ?? '{}') as RenderSetting;
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: fonts }] });

const mainFilePath = join(templates, 'main.typ');

function render({ template, title, data, at }: RenderRequest): RenderAnswer {
  const compiled = compiler.compile({ mainFilePath, inputs: { template, title, data } });
  if (!compiled.result) {
    const fault = compiled.takeDiagnostics() ?? compiled.takeError();
    const details = fault ? compiler.fetchDiagnostics(fault) : [];
    return { error: `${template}.typ: ${JSON.stringify(details).slice(0, 2000)}` };
  }
  const pdf = compiler.pdf(compiled.result, {
    pdfStandard: 'a-2b',
    creationTimestamp: at,
    // Tags make poppler complain of a missing mark, and PDF/A-2b asks for none.
    pdfTags: false,
  });
  compiler.evictCache(REMEMBERED);
  return { pdf };
}

// Ctrl-C reaches this process too: it ends with its parent, not before it.
process.on('SIGINT', () => null);
process.on('SIGTERM', () => null);
process.on('disconnect', () => process.exit());
process.on('message', (request: RenderRequest) => {
  let answer: RenderAnswer;
  try {
    answer = render(request);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'failed';
    answer = { error: `${request.template}.typ: ${why}` };
  }
  process.send?.(answer);
});
