/** The shapes of areas in a picture (QTI 3.0, shape). */
export const shapes = ['default', 'circle', 'rect', 'ellipse', 'poly'] as const;
export type Shape = (typeof shapes)[number];
