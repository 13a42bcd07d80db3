/** The runtime of the neural nets: WebAssembly with one thread, and no other backend. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';

let started: Promise<void> | null = null;

/**
 * Starts the runtime once. Without a GPU other backends still "work", up to fifty times slower, so none is there to be picked.
 * @param folder URL or path of the runtime's `.wasm` files, with a slash at its end
 * @throws Error when WebAssembly cannot run here
 */
export function startRuntime(folder: string): Promise<void> {
  started ??= (async () => {
    setWasmPaths(folder);
    // No gain on two cores, and threads need SharedArrayBuffer and blob: workers, which the page's policy forbids.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await tf.setBackend('wasm'))) throw new Error('WebAssembly cannot run here: the detectors stay off.');
    await tf.ready();
  })();
  return started;
}

/** How many tensors live: the same after every frame, or something leaks. */
export const liveTensors = (): number => tf.memory().numTensors;

type GraphFile = tf.io.ModelJSON & { weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[] };
const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
// The file's bytes were compared with the digest in weights.json, so its shape is known.
const parsed = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

/** A TensorFlow graph from its two files. */
export async function graphFrom(json: Uint8Array, weights: Uint8Array): Promise<GraphModel> {
  const file = parsed<GraphFile>(json);
  const { modelTopology, format, generatedBy, convertedBy, signature, userDefinedMetadata } = file;
  const artifacts: tf.io.ModelArtifacts = {
    modelTopology,
    weightSpecs: file.weightsManifest.flatMap((group) => group.weights),
    weightData: own(weights),
    ...(format && { format }),
    ...(generatedBy && { generatedBy }),
    ...(convertedBy && { convertedBy }),
    ...(signature && { signature }),
    ...(userDefinedMetadata && { userDefinedMetadata }),
  };
  return loadGraphModel(tf.io.fromMemory(artifacts));
}

/** Named tensors from a weights manifest and its file. */
export function tensorsFrom(manifest: Uint8Array, weights: Uint8Array): tf.NamedTensorMap {
  const [group] = parsed<{ weights: tf.io.WeightsManifestEntry[] }[]>(manifest);
  if (!group) throw new Error('The weights manifest of the face descriptor is empty.');
  return tf.io.decodeWeights(own(weights), group.weights);
}

export type Output = { shape: readonly number[]; values: Float32Array };

/** Runs a graph once on an input that it takes over; outputs are copied out and everything is freed. */
export function run(model: GraphModel, input: tf.Tensor): Output[] {
  const result = model.execute(input) as tf.Tensor | tf.Tensor[];
  const tensors = Array.isArray(result) ? result : [result];
  const outputs = tensors.map((tensor) => ({ shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) }));
  tf.dispose([input, ...tensors]);
  return outputs;
}

/** The output of that shape's last dimension (and rows, if given). @throws Error when the model has none */
export function output(outputs: readonly Output[], columns: number, rows?: number): Float32Array {
  const found = outputs.find(({ shape }) => shape.at(-1) === columns && (rows === undefined || shape[1] === rows));
  if (!found) throw new Error(`The model has no output of ${rows ?? 'any'} by ${columns}.`);
  return found.values;
}

export type { GraphModel };
