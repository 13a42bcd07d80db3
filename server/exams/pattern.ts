/**
 * Regular expressions of XML Schema (XSD 1.0, appendix F), which QTI's patterns are written in, run in linear time: an
 * author's pattern and a candidate's text must never stall the server.
 */
import { RE2JS } from 're2js';

/** XSD's own classes, in the words of RE2; `\i` and `\c` are what XML names begin with and are made of. */
const classes: Record<string, string> = {
  i: '\\p{L}_:',
  c: '\\p{L}\\p{N}\\p{M}_:.\\-',
  d: '\\p{Nd}',
  s: ' \\t\\n\\r',
  w: '\\p{L}\\p{M}\\p{N}\\p{S}',
};
/** What is special to RE2 and plain to XSD: XSD patterns are anchored and have neither anchors nor `\b`. */
const PLAIN = new Set(['^', '$']);

/** A test for whole texts, or undefined when the pattern is none. */
export function compilePattern(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(translate(pattern), RE2JS.DOTALL);
    return (text) => compiled.matches(text);
  } catch {
    return undefined;
  }
}

function translate(pattern: string): string {
  let out = '';
  let inClass = false;
  let atClassStart = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    const starts: boolean = atClassStart;
    atClassStart = false;
    if (char === '\\') {
      const next = pattern.charAt(++at);
      const set = classes[next.toLowerCase()];
      if (set === undefined || next === next.toUpperCase())
        out += set === undefined ? `\\${next}` : inClass ? `\\${next}` : `[^${set}]`;
      else out += inClass ? set : `[${set}]`;
    } else if (inClass) {
      if (char === ']') inClass = false;
      out += char === '[' ? '\\[' : char;
      atClassStart = starts && char === '^';
    } else if (char === '[') {
      inClass = true;
      atClassStart = true;
      out += char;
    } else if (char === '.') out += '[^\\n\\r]';
    else out += PLAIN.has(char) && !isAnchor(pattern, at) ? `\\${char}` : char;
  }
  return out;
}

/** Authors write `^` and `$` around patterns that are anchored anyway; at the very ends they mean nothing. */
const isAnchor = (pattern: string, at: number): boolean =>
  (pattern.charAt(at) === '^' && at === 0) || (pattern.charAt(at) === '$' && at === pattern.length - 1);
