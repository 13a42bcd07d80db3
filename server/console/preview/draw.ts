/** Drawn pictures for looking at the console without anyone's face: the same seed gives the same picture. */

export type Scene = 'alone' | 'two' | 'phone' | 'away' | 'dark' | 'empty' | 'document';

const skins = ['#8a5a3b', '#c68f68', '#5c3a26', '#e0b394', '#a06b46', '#47301f'];
const rooms = ['#a9b7b0', '#bba99a', '#9fa9bb', '#b5ad9c', '#a79fb2', '#98aaa9'];
const clothes = ['#39475a', '#6d4a4f', '#2f5a55', '#7a6a4d', '#454358', '#314a6b'];
const hairs = ['#17120f', '#2b211b', '#3a2a20', '#5a6270'];
const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

const person = (seed: number, x: number, y: number, scale: number, turn = 0): string => {
  const skin = pick(skins, seed * 7 + 1);
  const hair = pick(hairs, seed * 5);
  const scarf =
    seed % 4 === 2 ? `<path d="M-20 10C-25-31 25-31 20 10C26 26 30 44 34 62H-34C-30 44-26 26-20 10Z" fill="${hair}"/>` : '';
  return `<g transform="translate(${x} ${y}) scale(${scale})">${scarf}
    <path d="M-46 62C-43 31-22 26-9 22H9C22 26 43 31 46 62Z" fill="${pick(clothes, seed * 3)}"/>
    <path d="M-8 10H8L10 25C4 31-4 31-10 25Z" fill="${skin}"/>
    <ellipse cx="${turn}" cy="-2" rx="14.5" ry="18.5" fill="${skin}"/>
    <path d="M${turn - 15}-7C${turn - 17}-27 ${turn + 17}-27 ${turn + 15}-7C${turn + 10}-15 ${turn - 10}-15 ${turn - 15}-7Z" fill="${hair}"/>
    <g fill="#1a100a" opacity=".42"><ellipse cx="${turn * 1.5 - 5}" cy="-4" rx="3" ry="1.6"/><ellipse cx="${turn * 1.5 + 5}" cy="-4" rx="3" ry="1.6"/><ellipse cx="${turn * 1.5}" cy="9" rx="4.2" ry="1.4"/></g></g>`;
};

const framed = (x: number, y: number, w: number, h: number): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" stroke="#ffdf7e" stroke-width="1.4"/>`;

const card = (seed: number): string =>
  `<rect width="160" height="100" fill="#cfd6db"/><rect x="14" y="14" width="132" height="74" rx="5" fill="#eef3f0" stroke="#9fb0a6"/>
   <svg x="22" y="24" width="36" height="44" viewBox="40 14 80 82">${person(seed, 80, 52, 1)}</svg>
   <g fill="#7b8a90">${[26, 35, 44, 53].map((y, i) => `<rect x="66" y="${y}" width="${64 - i * 9}" height="3.4" rx="1.7"/>`).join('')}</g>
   <g fill="#4b565c"><rect x="22" y="74" width="116" height="3"/><rect x="22" y="80" width="116" height="3"/></g>`;

/** One picture of 160 by 100 as SVG text. */
export function draw(seed: number, scene: Scene): string {
  const room = pick(rooms, seed);
  const x = 72 + ((seed * 13) % 17);
  const people =
    scene === 'empty'
      ? '<path d="M54 100C54 66 58 55 64 53C72 50 88 50 96 53C102 55 106 66 106 100Z" fill="#2a2f36"/>'
      : person(seed, scene === 'two' ? x - 16 : x, 50, 1.05, scene === 'away' ? -7 : 0);
  const extra = {
    alone: '',
    empty: '',
    document: '',
    away: '',
    dark: '<rect width="160" height="100" fill="#05080b" opacity=".68"/>',
    two: person(seed + 3, 116, 44, 0.76),
    phone: `<rect x="${x - 44}" y="56" width="17" height="28" rx="2.5" fill="#0c0d10" transform="rotate(-12 ${x - 36} 70)"/>`,
  }[scene];
  const noticed = scene === 'two' ? framed(98, 18, 38, 50) : scene === 'phone' ? framed(x - 52, 50, 32, 40) : '';
  const inside =
    scene === 'document'
      ? card(seed)
      : `<defs><linearGradient id="w" x2="1" y2="1"><stop stop-color="${room}"/><stop offset="1" stop-color="${room}" stop-opacity=".55"/></linearGradient>
         <radialGradient id="v" r=".8"><stop offset=".5" stop-opacity="0"/><stop offset="1" stop-opacity=".45"/></radialGradient>
         <filter id="b"><feGaussianBlur stdDeviation="1.1"/></filter></defs>
         <rect width="160" height="100" fill="#4c5358"/><rect width="160" height="100" fill="url(#w)"/>
         <rect x="${seed % 2 ? 116 : 10}" y="12" width="34" height="42" fill="#fff" opacity=".16"/>
         <g filter="url(#b)">${people}${extra}</g><rect width="160" height="100" fill="url(#v)"/>${noticed}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100" preserveAspectRatio="xMidYMid slice">${inside}</svg>`;
}
