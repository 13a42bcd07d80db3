/** Python literals in the recordings' representations of objects: `RealInterval({'start': 1, 'stop': 5})`. */

export type Literal = number | string | boolean | null | Literal[] | { [key: string]: Literal };
export type PythonObject = { name: string; args: Literal[] };

/** The object of such a text; undefined where it holds something else than literals. */
export function pythonObject(text: string): PythonObject | undefined {
  let at = 0;
  const space = (): void => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const fail = (): never => {
    throw new SyntaxError(`at ${at} of ${text}`);
  };
  const items = (close: string): Literal[] => {
    const list: Literal[] = [];
    for (space(); text[at] !== close; space()) {
      list.push(value());
      space();
      if (text[at] === ',') at += 1;
      else if (text[at] !== close) fail();
    }
    at += 1;
    return list;
  };
  function value(): Literal {
    space();
    const char = text[at] ?? '';
    if (char === '(' || char === '[') {
      at += 1;
      return items(char === '(' ? ')' : ']');
    }
    if (char === '{') {
      at += 1;
      const object: Record<string, Literal> = {};
      for (space(); text[at] !== '}'; space()) {
        const key = String(value());
        space();
        if (text[at] !== ':') fail();
        at += 1;
        object[key] = value();
        space();
        if (text[at] === ',') at += 1;
      }
      at += 1;
      return object;
    }
    if (char === "'" || char === '"') {
      // Adjacent texts are one.
      let result = '';
      while (text[at] === char) {
        const end = text.indexOf(char, at + 1);
        if (end < 0) fail();
        result += text.slice(at + 1, end);
        at = end + 1;
        space();
      }
      return result;
    }
    if (char === '<') {
      const end = text.indexOf('>', at);
      const inner = text.slice(at, end + 1);
      at = end + 1;
      return inner;
    }
    const word = /^[-+\w.]+/.exec(text.slice(at))?.[0] ?? fail();
    at += word.length;
    if (word === 'None') return null;
    if (word === 'True' || word === 'False') return word === 'True';
    return Number(word);
  }
  try {
    const name = /^\w+/.exec(text)?.[0] ?? fail();
    at = name.length;
    if (text[at] !== '(') fail();
    at += 1;
    return { name, args: items(')') };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
