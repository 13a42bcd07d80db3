/** Lines drawn on a picture, as a path and as a PNG of both. */

import { isInlinePicture } from '../../../shared/assessment/allowed.ts';
import type { Picture } from '../../../shared/assessment/delivery.ts';

export type Line = readonly { x: number; y: number }[];

/** A point alone is a dot. */
export const pathOf = (line: Line): string =>
  line.length === 1 ? `M${line[0]?.x} ${line[0]?.y}h0.01` : `M${line.map(({ x, y }) => `${x} ${y}`).join('L')}`;

/** The picture with the lines on it; null where the browser could not draw it. */
export async function pngOf(picture: Picture, lines: readonly Line[]): Promise<Uint8Array<ArrayBuffer> | null> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  const pen = canvas.getContext('2d');
  if (!pen || !isInlinePicture(picture.src)) return null;
  const below = new Image();
  below.src = picture.src;
  await below.decode();
  pen.drawImage(below, 0, 0, picture.width, picture.height);
  pen.strokeStyle = '#a3211b';
  pen.lineWidth = 3;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const line of lines) pen.stroke(new Path2D(pathOf(line)));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
