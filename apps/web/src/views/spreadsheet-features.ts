import {
  getCellAddress,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility';
import type { Feature, Image } from 'write-excel-file/node';

type SheetFeature = Feature<Image['content']>;

/** A note that opens where the pointer rests on a cell. Row and column begin at 0. */
export interface SheetNote {
  row: number;
  column: number;
  text: string;
}

/** What one may choose from in the cells of a column, and how many lines below the head offer it. */
export interface SheetChoices {
  column: number;
  lines: number;
  /** The words, or where in the workbook they stand: `'说明'!$A$2:$A$14`. */
  from: readonly string[] | string;
}

/** What a sheet has beside its cells. */
export interface SheetExtras {
  notes: SheetNote[];
  choices: SheetChoices[];
}

const NAMESPACE = 'http://schemas.openxmlformats.org';
const AUTHOR = '抄告';
/** Shapes of a sheet are numbered in clusters of so many, each sheet from clusters of its own. */
const CLUSTER = 1024;
const CLUSTERS_OF_A_SHEET = 8;
/** A note has the width of two columns and a half. */
const NOTE_POINTS = { width: 260, line: 14 };
const NOTE_CHARACTERS = 20;

/** Notes and drop-down lists, which the writer of workbooks leaves to whoever wants them. */
export function featuresOf(sheets: SheetExtras[]): SheetFeature[] {
  const notes = sheets.some((sheet) => sheet.notes.length > 0);
  const choices = sheets.some((sheet) => sheet.choices.length > 0);
  return [...(choices ? [choicesFeature(sheets)] : []), ...(notes ? [notesFeature(sheets)] : [])];
}

function choicesFeature(sheets: SheetExtras[]): SheetFeature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const { choices = [] } = sheets[sheetIndex] ?? {};
            if (choices.length === 0) return xml;
            const rules = choices.map(validationOf).join('');
            const element = `<dataValidations count="${choices.length}">${rules}</dataValidations>`;
            return before(xml, AFTER_VALIDATIONS, element);
          },
        },
      },
    },
  };
}

/** A list is offered, not enforced: the check after the upload says what is wrong in better words. */
function validationOf({ column, lines, from }: SheetChoices): string {
  const cells = `${getCellAddress(1, column)}:${getCellAddress(lines, column)}`;
  const formula = typeof from === 'string' ? from : `"${from.join(',')}"`;
  return (
    `<dataValidation type="list" allowBlank="1" showInputMessage="1" sqref="${cells}">` +
    `<formula1>${sanitizeTextContent(formula)}</formula1></dataValidation>`
  );
}

function notesFeature(sheets: SheetExtras[]): SheetFeature {
  const notesOf = (index: number) => sheets[index]?.notes ?? [];
  return {
    files: {
      transform: {
        '[Content_Types].xml': {
          insert: () =>
            `<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>` +
            sheets
              .map(({ notes }, index) =>
                notes.length > 0
                  ? `<Override PartName="/xl/comments${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`
                  : '',
              )
              .join(''),
        },
        'xl/worksheets/_rels/sheet{id}.xml.rels': {
          insert: (_options, { sheetIndex }) =>
            notesOf(sheetIndex).length > 0
              ? relation('notes', 'comments', `../comments${sheetIndex + 1}.xml`) +
                relation('shapes', 'vmlDrawing', `../drawings/notes${sheetIndex + 1}.vml`)
              : undefined,
        },
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) =>
            notesOf(sheetIndex).length > 0
              ? before(xml, ['</worksheet>'], '<legacyDrawing r:id="rId-shapes"/>')
              : xml,
        },
      },
      write: {
        files: () =>
          Object.fromEntries(
            sheets.flatMap(({ notes }, index) =>
              notes.length > 0
                ? [
                    [`xl/comments${index + 1}.xml`, commentsXml(notes)],
                    [`xl/drawings/notes${index + 1}.vml`, shapesVml(notes, index)],
                  ]
                : [],
            ),
          ),
      },
    },
  };
}

/** The elements of a worksheet have an order; those that may follow a list of choices. */
const AFTER_VALIDATIONS = [
  '<pageMargins',
  '<pageSetup',
  '<drawing',
  '<legacyDrawing',
  '</worksheet>',
];

function before(xml: string, marks: string[], element: string): string {
  const places = marks.map((mark) => xml.lastIndexOf(mark)).filter((place) => place >= 0);
  const place = Math.min(...places);
  return xml.slice(0, place) + element + xml.slice(place);
}

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="rId-${id}" Type="${NAMESPACE}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

function commentsXml(notes: SheetNote[]): string {
  const comments = notes.map(
    ({ row, column, text }) =>
      `<comment ref="${getCellAddress(row, column)}" authorId="0"><text>` +
      `<t xml:space="preserve">${sanitizeTextContent(text)}</t></text></comment>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<comments xmlns="${NAMESPACE}/spreadsheetml/2006/main"><authors><author>${AUTHOR}</author></authors>` +
    `<commentList>${comments.join('')}</commentList></comments>`
  );
}

/** The boxes of the notes, in the drawing language of Excel 2003: no other is read by all programs. */
function shapesVml(notes: SheetNote[], sheet: number): string {
  const first = 1 + sheet * CLUSTERS_OF_A_SHEET;
  const used = Math.ceil((notes.length + 1) / CLUSTER);
  const clusters = Array.from({ length: used }, (_, index) => first + index);
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${clusters.join(',')}"/></o:shapelayout>` +
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' +
    notes.map((note, index) => shapeOf(note, first * CLUSTER + index + 1)).join('') +
    '</xml>'
  );
}

function shapeOf({ row, column, text }: SheetNote, id: number): string {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / NOTE_CHARACTERS)), 1);
  const height = lines * NOTE_POINTS.line;
  const style = `position:absolute;width:${NOTE_POINTS.width}pt;height:${height}pt;z-index:1;visibility:hidden`;
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="${sanitizeAttributeValue(style)}" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>' +
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
    `<x:Anchor>${column + 1},12,${row},4,${column + 3},60,${row + Math.ceil(lines / 1.3)},4</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}
