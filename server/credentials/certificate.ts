/** The certificate for people: a tagged PDF of one page, with a QR code to the public page and the badge attached. */
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { ShownState } from '../../shared/contract/credentials.ts';
import { fontFile, runsOf, type Weight } from './fonts.ts';

export type CertificateFacts = {
  id: string;
  holder: string;
  programme: string;
  criteria: string;
  issuer: string;
  did: string;
  /** ms since 1970 */
  issuedAt: number;
  state: ShownState;
  changedAt: number | null;
  /** The public page, which the QR code leads to. */
  url: string;
  /** The signed badge, attached as a file. */
  badge: string;
};

const PAGE = { width: 841.89, height: 595.28 };
const MARGIN = 56;
const INK = '#14385c';
const SOFT = '#4a5a6a';
const ACCENT = '#0f766e';
const WARN = '#9a3412';
const QR_SIZE = 104;
const stamps: Record<Exclude<ShownState, 'valid'>, string> = {
  suspended: 'SUSPENDED: not to be relied upon until this is settled',
  revoked: 'REVOKED: it no longer counts as a credential',
  superseded: 'SUPERSEDED: another credential has taken its place',
  'key-revoked': 'NOT TO BE RELIED UPON: the key that signed it was revoked',
};

const dayOf = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at);

/** The same facts give the same bytes. */
export function certificate(facts: CertificateFacts): Promise<Buffer> {
  const options: Omit<PDFKit.PDFDocumentOptions, 'subset'> & { subset: string } = {
    size: [PAGE.width, PAGE.height],
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: `Certificate: ${facts.programme}`,
      Author: facts.issuer,
      CreationDate: new Date(facts.issuedAt),
      ModDate: new Date(facts.issuedAt),
    },
    // No default font: standard fonts are not embedded, and lack most names' letters.
    font: fontFile('latin', 400) as unknown as string,
    subset: 'PDF/UA',
  };
  // The library knows PDF/UA, its types do not.
  const doc = new PDFDocument(options as PDFKit.PDFDocumentOptions);
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
  draw(doc, facts);
  doc.file(Buffer.from(facts.badge), {
    name: 'badge.json',
    type: 'application/vc+ld+json',
    description: 'The signed Open Badge 3.0',
    creationDate: new Date(facts.issuedAt),
    modifiedDate: new Date(facts.issuedAt),
    // Known to the library, not to its types.
    ...{ relationship: 'Data' },
  });
  doc.end();
  return ended;
}

type Doc = PDFKit.PDFDocument;
type Line = { size: number; weight?: Weight; colour?: string };

function draw(doc: Doc, facts: CertificateFacts): void {
  const root = doc.struct('Document');
  doc.addStructure(root);
  const add = (type: 'H1' | 'P', y: number, text: string, style: Line) =>
    root.add(doc.struct(type, { actual: text, lang: 'und' }, () => centred(doc, text, y, style)));

  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .rect(24, 24, PAGE.width - 48, PAGE.height - 48)
    .lineWidth(2)
    .stroke(INK);
  doc
    .rect(31, 31, PAGE.width - 62, PAGE.height - 62)
    .lineWidth(0.7)
    .stroke(ACCENT);
  doc.endMarkedContent();

  add('P', 74, facts.issuer, { size: 16, weight: 600, colour: ACCENT });
  add('P', 122, 'awards to', { size: 13, colour: SOFT });
  add('P', 146, facts.holder, { size: 34, weight: 600 });
  add('P', 212, 'the credential', { size: 13, colour: SOFT });
  add('H1', 234, facts.programme, { size: 23, weight: 600 });
  if (facts.state !== 'valid') {
    const since = facts.changedAt === null ? '' : ` (${dayOf(facts.changedAt)})`;
    add('P', 284, `${stamps[facts.state]}${since}`, { size: 15, weight: 600, colour: WARN });
  }
  root.add(
    doc.struct('P', {}, () => {
      doc.font(fontFile('latin', 400)).fontSize(11).fillColor(SOFT);
      const plain = runsOf(facts.criteria)?.every(({ font }) => font === 'latin') ?? false;
      doc.text(plain ? facts.criteria : 'What it took is told at the address below.', MARGIN + 40, 318, {
        width: PAGE.width - 2 * MARGIN - 80,
        align: 'center',
        height: 78,
        ellipsis: true,
      });
    }),
  );

  const qr = { x: PAGE.width - MARGIN - QR_SIZE - 8, y: PAGE.height - MARGIN - QR_SIZE - 10 };
  const figure = { alt: `QR code to ${facts.url}`, ...{ bbox: [qr.x, qr.y, qr.x + QR_SIZE, qr.y + QR_SIZE] } };
  root.add(doc.struct('Figure', figure, () => drawQr(doc, facts.url, qr)));
  const lines = [
    `Issued on ${dayOf(facts.issuedAt)}`,
    `Number ${facts.id}`,
    `Signed by ${facts.did}`,
    `Check it at ${facts.url}`,
    'What counts is the signed badge attached to this file, and its status at that address; this page alone proves nothing.',
  ];
  root.add(
    doc.struct('P', {}, () => {
      doc.font(fontFile('latin', 400)).fontSize(10).fillColor(SOFT);
      doc.text(lines.join('\n'), MARGIN + 8, qr.y + 12, { width: qr.x - MARGIN - 40, lineGap: 4 });
    }),
  );
  root.end();
}

/** One line in the middle, each script in its font; smaller when it is too long. A name no font has is said so. */
function centred(doc: Doc, text: string, y: number, { size, weight = 400, colour = INK }: Line): void {
  const runs = runsOf(text) ?? runsOf('(the name is in the badge: this page has no font for its script)') ?? [];
  const widths = (at: number) =>
    runs.map((run) =>
      doc
        .font(fontFile(run.font, weight))
        .fontSize(at)
        .widthOfString(run.text, { features: ['kern'] }),
    );
  const room = PAGE.width - 2 * MARGIN - 20;
  const total = (at: number) => widths(at).reduce((sum, width) => sum + width, 0);
  const fitting = Math.min(size, (size * room) / Math.max(1, total(size)));
  let x = (PAGE.width - total(fitting)) / 2;
  doc.fillColor(colour);
  for (const [at, run] of runs.entries()) {
    // Features are named so that a run is shaped as a whole: word by word, words of a right-to-left run change places.
    doc
      .font(fontFile(run.font, weight))
      .fontSize(fitting)
      .text(run.text, x, y + fitting, { lineBreak: false, features: ['kern'], baseline: 'alphabetic' });
    x += widths(fitting)[at] ?? 0;
  }
}

function drawQr(doc: Doc, url: string, { x, y }: { x: number; y: number }): void {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' });
  const unit = QR_SIZE / modules.size;
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) doc.rect(x + column * unit, y + row * unit, unit, unit);
    }
  }
  doc.fill('#000000');
}
