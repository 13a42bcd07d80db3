/** All nets of the camera in one place: pixels in, faces, descriptors and things out. Runs in a worker and in Node. */
import { type Frame, overlap } from './frame.ts';
import { type FaceBox, faceBoxes } from './nets/face-boxes.ts';
import { type DescriptorNet, descriptorNet, descriptorOf } from './nets/face-descriptor.ts';
import { type Mesh, meshOf } from './nets/face-mesh.ts';
import { type Gaze, gazeOf } from './nets/iris.ts';
import { distinct, type Thing, thingsIn, type Zoom } from './nets/things.ts';
import { graphFrom, liveTensors, startRuntime, tensorsFrom } from './runtime.ts';
import type { ReadWeights } from './weights/list.ts';

/** One face as the nets see it; `detectors/presence.ts` says which of them count. Best score first. */
export type Face = FaceBox & Mesh;

/** Below this not even the mesh is asked. */
const LEAST_FACE = 0.5;
const LEAST_THING = 0.15;
/** From this score on a phone-like thing is looked at again; the best of a frame. */
const DOUBTFUL_PHONE = 0.2;
const DOUBTS = 1;
/** Sides of the second looks, in sizes of the thing. */
const CLOSER = [3, 5] as const;
const SAME_THING = 0.3;

/** The score that a thing gets from closer looks: what is a phone by chance of its surroundings loses it there. */
function secondLook({ kind, box }: Thing, look: (zoom: Zoom) => Thing[]): number {
  const size = Math.max(box[2], box[3]);
  const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
  const scores = CLOSER.map((times) => {
    const same = look({ x, y, side: size * times }).filter((one) => one.kind === kind && overlap(one.box, box) > SAME_THING);
    return Math.max(0, ...same.map(({ score }) => score));
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** More faces than this in view change nothing any more. */
const MOST_FACES = 4;

export type Eyes = {
  /** Faces with their meshes; boxes and points in pixels of the frame. */
  faces(frame: Frame): Face[];
  /** Where the eyes of a face look. */
  gaze(frame: Frame, face: Face): Gaze;
  /** 128 values of a face, to be compared by `distance` of nets/face-descriptor.ts. */
  descriptor(frame: Frame, face: Face): Float32Array;
  /** Persons, phones and books in the whole frame and in `zooms` parts of it; phone-like things are looked at more closely. */
  things(frame: Frame, zooms?: readonly Zoom[]): Thing[];
  /** Live tensors: constant from frame to frame. */
  tensors(): number;
};

/**
 * Loads the nets; about 0.5 s and 19 MB.
 * @param runtime URL or path of the folder with the runtime's `.wasm` files, with a slash at its end
 * @throws Error when a file is missing or is not the one that was shipped, or WebAssembly cannot run
 */
export async function openEyes(read: ReadWeights, runtime: string): Promise<Eyes> {
  await startRuntime(runtime);
  const graph = async (name: string) => graphFrom(await read(`${name}.json`), await read(`${name}.bin`));
  const [boxes, mesh, iris, things, manifest, weights] = await Promise.all([
    graph('face-boxes'),
    graph('face-mesh'),
    graph('iris'),
    graph('things'),
    read('face-descriptor.json'),
    read('face-descriptor.bin'),
  ]);
  const describer: DescriptorNet = descriptorNet(tensorsFrom(manifest, weights));
  return {
    faces: (frame) =>
      faceBoxes(boxes, frame, LEAST_FACE)
        .slice(0, MOST_FACES)
        .map((face): Face => ({ ...face, ...meshOf(mesh, frame, face) })),
    gaze: (frame, face) => gazeOf(iris, frame, face.points),
    descriptor: (frame, face) => descriptorOf(describer, frame, face.points),
    things(frame, zooms = []) {
      const look = (zoom: Zoom | null) => thingsIn(things, frame, zoom, LEAST_THING);
      // A part of the frame cuts people in pieces, each of which would count as one.
      const closer = zooms.flatMap(look).filter(({ kind }) => kind !== 'person');
      const found = distinct([...look(null), ...closer]);
      const phones = found.filter(({ kind, score }) => kind === 'phone' && score >= DOUBTFUL_PHONE).slice(0, DOUBTS);
      const rest = found.filter(({ kind }) => kind !== 'phone');
      return [...rest, ...phones.map((phone) => ({ ...phone, score: secondLook(phone, look) }))];
    },
    tensors: liveTensors,
  };
}
