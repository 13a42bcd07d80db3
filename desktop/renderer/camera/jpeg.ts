/** Pictures out of a playing video. */

/** The size inside `most` that keeps the proportions, in whole pixels; never larger than the source. */
export function fitted(
  width: number,
  height: number,
  most: { width: number; height: number },
): { width: number; height: number } {
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The video's present frame as a JPEG, or null while it shows none. `quality` from 0 to 1. */
export async function jpegOf(
  video: HTMLVideoElement,
  most: { width: number; height: number },
  quality: number,
): Promise<Blob | null> {
  if (video.videoWidth === 0) return null;
  const size = fitted(video.videoWidth, video.videoHeight, most);
  const canvas = new OffscreenCanvas(size.width, size.height);
  canvas.getContext('2d')?.drawImage(video, 0, 0, size.width, size.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}

export const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());
