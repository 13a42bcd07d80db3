/** Drawn pictures for the preview's questions. */
import type { Picture } from '../../../shared/assessment/delivery.ts';

const svg = (body: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="260" viewBox="0 0 400 260">${body}</svg>`)}`;

export const district: Picture = {
  width: 400,
  height: 260,
  alt: 'Map of a district with a river, a hospital in the middle and three villages',
  src: svg(
    '<rect width="400" height="260" fill="#eef3ec"/><path d="M0 150C90 110 130 170 210 140S330 60 400 80" fill="none" stroke="#9cc3d8" stroke-width="16"/>' +
      '<circle cx="120" cy="70" r="16" fill="#c9b8a0"/><rect x="305" y="125" width="40" height="40" fill="#c9b8a0"/><path d="M165 200h40l-20 28z" fill="#c9b8a0"/>' +
      '<path d="M196 96h28v28h-28z" fill="#fff" stroke="#15202a"/><path d="M210 102v16M202 110h16" stroke="#a3211b" stroke-width="4"/>',
  ),
};

export const heart: Picture = {
  width: 400,
  height: 260,
  alt: 'Diagram of a heart with four chambers',
  src: svg(
    '<rect width="400" height="260" fill="#fbf6f4"/><rect x="40" y="30" width="150" height="90" rx="20" fill="#c7d9ea"/><rect x="40" y="140" width="150" height="100" rx="20" fill="#a9c6df"/>' +
      '<rect x="210" y="30" width="150" height="90" rx="20" fill="#f0c9c4"/><rect x="210" y="140" width="150" height="100" rx="20" fill="#e6a9a2"/>',
  ),
};
