/**
 * dlib's face recognition net (ResNet of 29 layers, 128 values). Two faces are compared by the distance of their descriptors.
 * Weights: face-api's `face_recognition_model`, whose scale layers are folded into the filters here.
 */
import * as tf from '@tensorflow/tfjs-core';
import { cut, type Frame, type Point, similarity } from '../frame.ts';
import { pointOf } from './face-mesh.ts';

const SIZE = 150;
/** Room around the face in the chip. dlib's own 0.25 separated slightly worse. */
const PAD = 0.2;
/** Corners of both eyes and the nose's base in dlib's five-point shape, and the mesh's points for them. */
const shape: readonly Point[] = [
  [0.8595674595992, 0.2134981538014],
  [0.6460604764104, 0.2289674387677],
  [0.1205750620789, 0.2137274526848],
  [0.3340850613712, 0.2290642403242],
  [0.4901123135679, 0.6277975316475],
];
const meshPoints = [263, 362, 33, 133, 2] as const;
const chip = shape.map(([x, y]): Point => [((x + PAD) / (1 + 2 * PAD)) * SIZE, ((y + PAD) / (1 + 2 * PAD)) * SIZE]);
const means = [122.782, 117.001, 104.298] as const;

type Layer = { filter: tf.Tensor4D; bias: tf.Tensor1D };
/** Blocks after the first convolution, in order; `down` halves the size. */
const blocks: readonly { name: string; down: boolean }[] = [
  ...['conv32_1', 'conv32_2', 'conv32_3'].map((name) => ({ name, down: false })),
  { name: 'conv64_down', down: true },
  ...['conv64_1', 'conv64_2', 'conv64_3'].map((name) => ({ name, down: false })),
  { name: 'conv128_down', down: true },
  ...['conv128_1', 'conv128_2'].map((name) => ({ name, down: false })),
  { name: 'conv256_down', down: true },
  ...['conv256_1', 'conv256_2'].map((name) => ({ name, down: false })),
  { name: 'conv256_down_out', down: true },
];

export type DescriptorNet = { layers: Map<string, Layer>; last: tf.Tensor2D };

/** Takes over the tensors of the weights file. @throws Error when one is missing */
export function descriptorNet(weights: tf.NamedTensorMap): DescriptorNet {
  const named = (name: string): tf.Tensor => {
    const tensor = weights[name];
    if (!tensor) throw new Error(`The face descriptor's weights lack "${name}".`);
    return tensor;
  };
  const layers = new Map<string, Layer>();
  for (const key of Object.keys(weights).filter((name) => name.endsWith('/conv/filters'))) {
    const name = key.slice(0, -'/conv/filters'.length);
    const scale = named(`${name}/scale/weights`);
    const [filter, bias] = tf.tidy(() => [
      tf.mul<tf.Tensor4D>(named(key), scale),
      tf.add<tf.Tensor1D>(tf.mul(named(`${name}/conv/bias`), scale), named(`${name}/scale/biases`)),
    ]);
    layers.set(name, { filter, bias });
  }
  for (const [name, tensor] of Object.entries(weights)) if (name !== 'fc') tensor.dispose();
  return { layers, last: named('fc') as tf.Tensor2D };
}

/** 128 values; `mesh` holds the face's 468 points. */
export function descriptorOf({ layers, last }: DescriptorNet, frame: Frame, mesh: Float32Array): Float32Array {
  const map = similarity(
    meshPoints.map((i) => pointOf(mesh, i)),
    chip,
  );
  const pixels = cut(frame, map, SIZE, SIZE).map((value, i) => (value - (means[i % 3] ?? 0)) / 256);
  const result = tf.tidy(() => {
    const conv = (x: tf.Tensor4D, name: string, strides: number, pad: 'same' | 'valid', relu: boolean): tf.Tensor4D => {
      const layer = layers.get(name);
      if (!layer) throw new Error(`The face descriptor has no layer "${name}".`);
      return tf.fused.conv2d({ x, ...layer, strides, pad, activation: relu ? 'relu' : 'linear' });
    };
    let x = conv(tf.tensor4d(pixels, [1, SIZE, SIZE, 3]), 'conv32_down', 2, 'valid', true);
    x = tf.maxPool(x, 3, 2, 'valid');
    for (const { name, down } of blocks) {
      const inner = conv(x, `${name}/conv1`, down ? 2 : 1, down ? 'valid' : 'same', true);
      x = joined(conv(inner, `${name}/conv2`, 1, 'same', false), down ? tf.avgPool(x, 2, 2, 'valid') : x);
    }
    return tf.matMul(tf.mean<tf.Tensor2D>(x, [1, 2]), last);
  });
  const values = Float32Array.from(result.dataSync());
  result.dispose();
  return values;
}

/** Adds both ways of a block; the smaller one is filled with zeros at its end. */
function joined(residual: tf.Tensor4D, straight: tf.Tensor4D): tf.Tensor4D {
  const rows = Math.max(residual.shape[1], straight.shape[1]);
  const columns = Math.max(residual.shape[2], straight.shape[2]);
  const channels = Math.max(residual.shape[3], straight.shape[3]);
  const filled = (x: tf.Tensor4D): tf.Tensor4D =>
    tf.pad(x, [
      [0, 0],
      [0, rows - x.shape[1]],
      [0, columns - x.shape[2]],
      [0, channels - x.shape[3]],
    ]);
  return tf.relu(tf.add(filled(residual), filled(straight)));
}

/** Euclidean distance of two descriptors. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
