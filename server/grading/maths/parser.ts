/** Tokens to a tree, by operator precedence. Says where and why a text is no formula. */
import { LIMITS } from './budget.ts';
import type { Dialect } from './dialect.ts';
import { MathsProblem } from './problem.ts';
import { type Token, tokensOf } from './tokens.ts';
import { call, name, node, number, type Operator, type Tree } from './tree.ts';
import { takeApart } from './words.ts';

type Binding = { power: number; right?: boolean; op: Operator };

const RELATIONS: Record<string, Binding> = {
  ':=': { power: 5, op: ':=' },
  implies: { power: 8, op: 'implies' },
  xnor: { power: 9, op: 'xnor' },
  xor: { power: 9, op: 'xor' },
  or: { power: 12, op: 'or' },
  nounor: { power: 12, op: 'or' },
  and: { power: 14, op: 'and' },
  nounand: { power: 14, op: 'and' },
  '=': { power: 20, op: '=' },
  '#': { power: 20, op: '#' },
  '<': { power: 20, op: '<' },
  '>': { power: 20, op: '>' },
  '<=': { power: 20, op: '<=' },
  '>=': { power: 20, op: '>=' },
  '#pm#': { power: 30, op: '+-' },
};
const ARITHMETIC: Record<string, Binding> = {
  '+': { power: 30, op: '+' },
  '-': { power: 30, op: '-' },
  '*': { power: 40, op: '*' },
  '/': { power: 40, op: '/' },
  '^': { power: 60, right: true, op: '^' },
};
const PARALLEL: Binding = { power: 50, op: '||' };
const SIGN = 45;
const POSTFIX = 70;
const WORD_OPERATORS = new Set(['and', 'or', 'not', 'nounand', 'nounor', 'nounnot', 'implies', 'xor', 'xnor']);

/** Letters that stand together, as a token for each name: what follows binds to the last one alone. */
const piecesOf = (token: Token, beforeBracket: boolean, words: NonNullable<Dialect['words']>): Token[] =>
  token.kind === 'name' ? takeApart(token.text, beforeBracket, words).map((text) => ({ ...token, text })) : [token];

class Reader {
  private at = 0;
  private depth = 0;
  private nodes = 0;
  private bars = 0;
  private readonly tokens: readonly Token[];
  private readonly dialect: Dialect;
  constructor(text: string, dialect: Dialect) {
    this.dialect = dialect;
    const { words } = dialect;
    const tokens = tokensOf(text, dialect);
    this.tokens = words ? tokens.flatMap((token, index) => piecesOf(token, tokens[index + 1]?.text === '(', words)) : tokens;
  }

  whole(): Tree {
    if (this.look().kind === 'end') throw new MathsProblem('missing', 'nothing was written');
    const tree = this.expression(0);
    if (this.look().kind !== 'end') throw this.unexpected();
    return tree;
  }

  private look(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? { kind: 'end', text: '', at: 0, spaced: false };
  }
  private take(): Token {
    const token = this.look();
    this.at += 1;
    return token;
  }
  private sign(text: string): boolean {
    const token = this.look();
    return token.kind === 'sign' && token.text === text;
  }
  private expect(text: string, opened: Token): void {
    if (!this.sign(text)) {
      if (this.look().kind === 'end') throw new MathsProblem('syntax', `"${opened.text}" at ${opened.at + 1} is not closed`);
      throw this.unexpected();
    }
    this.at += 1;
  }
  private unexpected(): MathsProblem {
    const token = this.look();
    return token.kind === 'end'
      ? new MathsProblem('syntax', 'something is missing at the end')
      : new MathsProblem('syntax', `"${token.text}" at ${token.at + 1} does not fit here`);
  }

  private expression(floor: number): Tree {
    this.depth += 1;
    if (this.depth > LIMITS.depth) throw new MathsProblem('budget', `nested more than ${LIMITS.depth} deep`);
    let left = this.operand(floor);
    for (;;) {
      this.nodes += 1;
      if (this.nodes > LIMITS.nodes) throw new MathsProblem('budget', `more than ${LIMITS.nodes} parts`);
      const next = this.extend(left, floor);
      if (!next) break;
      left = next;
    }
    this.depth -= 1;
    return left;
  }

  /** `left` with the operator that follows it and its right operand; undefined when none binds tighter than `floor`. */
  private extend(left: Tree, floor: number): Tree | undefined {
    const token = this.look();
    if (token.kind === 'end' || token.kind === 'text') return undefined;
    if (token.kind === 'sign' && POSTFIX > floor) {
      if (token.text === '!' || (token.text === '%' && this.dialect.names !== 'percent' && !this.dialect.suffixes)) {
        this.at += 1;
        return node(token.text, left);
      }
      if (token.text === '[' && this.dialect.relations && left.kind === 'name') {
        return node('index', left, ...this.list(']'));
      }
    }
    const binding = this.bindingOf(token);
    if (binding) {
      if (binding.power <= floor) return undefined;
      this.at += 1;
      return node(binding.op, left, this.expression(binding.right ? binding.power - 1 : binding.power));
    }
    if (this.dialect.implied && 40 > floor && this.startsOperand(token)) return node('*', left, this.expression(40));
    return undefined;
  }

  private bindingOf(token: Token): Binding | undefined {
    if (token.kind === 'number') return undefined;
    const text = token.text;
    if (token.kind === 'sign' && text === '||') return this.dialect.parallel ? PARALLEL : undefined;
    if (token.kind === 'sign' && Object.hasOwn(ARITHMETIC, text)) return ARITHMETIC[text];
    return this.dialect.relations && Object.hasOwn(RELATIONS, text) ? RELATIONS[text] : undefined;
  }

  private startsOperand(token: Token): boolean {
    if (token.kind === 'name') return true;
    if (token.kind === 'number') return token.spaced || this.tokens[this.at - 1]?.text === ')';
    return token.kind === 'sign' && (token.text === '(' || token.text === '√' || (token.text === '|' && this.bars === 0));
  }

  private operand(floor: number): Tree {
    const token = this.look();
    if (token.kind === 'number') return this.literal();
    if (token.kind === 'text' && this.dialect.relations) return { kind: 'text', text: this.take().text };
    if (token.kind === 'name') return this.named(token);
    if (token.kind !== 'sign') throw this.unexpected();
    switch (token.text) {
      case '(': {
        this.at += 1;
        const bars = this.bars;
        this.bars = 0;
        const inner = this.expression(0);
        this.bars = bars;
        this.expect(')', token);
        return this.dialect.groups ? node('group', inner) : inner;
      }
      case '[':
        return node('list', ...this.list(']'));
      case '{':
        if (!this.dialect.relations) throw this.unexpected();
        return node('set', ...this.list('}'));
      case '|': {
        if (this.dialect.parallel) throw this.unexpected();
        this.at += 1;
        this.bars += 1;
        const inner = this.expression(0);
        this.bars -= 1;
        this.expect('|', token);
        return call('abs', inner);
      }
      case '√':
        this.at += 1;
        return call('sqrt', this.expression(65));
      case '#pm#':
        if (!this.dialect.relations) throw this.unexpected();
        this.at += 1;
        return node('+-', number(0), this.expression(SIGN));
      case "'":
        this.at += 1;
        return this.quoted();
      case '+':
      case '-':
        return this.signed(token, floor);
      default:
        throw this.unexpected();
    }
  }

  private signed(token: Token, floor: number): Tree {
    this.at += 1;
    const next = this.look();
    if (this.dialect.signs === 'one') {
      const another = next.kind === 'sign' && (next.text === '+' || (next.text === '-' && token.text === '-'));
      if (another || (token.text === '+' && floor > 0)) throw this.unexpected();
    }
    return node(token.text === '-' ? 'neg' : 'pos', this.expression(Math.max(SIGN, floor)));
  }

  private literal(): Tree {
    const { text } = this.take();
    const suffixes = this.dialect.suffixes;
    if (!suffixes) return number(text);
    const next = this.look();
    if (next.kind !== 'name' && !(next.kind === 'sign' && next.text === '%')) return number(text);
    if (!suffixes.has(next.text)) throw new MathsProblem('name', `"${next.text}" may not stand directly after a number`);
    this.at += 1;
    return next.text === '%' ? node('%', number(text)) : call('suffix', number(text), { kind: 'text', text: next.text });
  }

  private named(token: Token): Tree {
    if (this.dialect.relations && WORD_OPERATORS.has(token.text)) {
      if (token.text !== 'not' && token.text !== 'nounnot') throw this.unexpected();
      this.at += 1;
      return node('not', this.expression(16));
    }
    this.at += 1;
    const follows = this.sign('(');
    const applied = follows && !(this.dialect.implied && this.dialect.words?.values.has(token.text));
    return applied ? call(token.text, ...this.list(')')) : name(token.text);
  }

  /** A noun form: written, not carried out. Only derivatives, integrals, sums and products have a meaning of their own. */
  private quoted(): Tree {
    const inner = this.operand(POSTFIX);
    if (inner.kind !== 'call') return inner;
    return ['diff', 'int', 'integrate', 'sum', 'product', 'limit'].includes(inner.name)
      ? { ...inner, name: `noun${inner.name === 'integrate' ? 'int' : inner.name}` }
      : inner;
  }

  private list(close: string): Tree[] {
    const opened = this.take();
    const items: Tree[] = [];
    if (this.sign(close)) {
      this.at += 1;
      return items;
    }
    const bars = this.bars;
    this.bars = 0;
    for (;;) {
      items.push(this.expression(0));
      if (!this.sign(',')) break;
      this.at += 1;
    }
    this.bars = bars;
    this.expect(close, opened);
    return items;
  }
}

/**
 * Reads a formula. Products without a sign bind like those with one: 1/2x is (1/2)*x.
 * @throws MathsProblem that says where and why it is none; limits: {@link LIMITS}
 */
export const parse = (text: string, dialect: Dialect): Tree => new Reader(text, dialect).whole();
