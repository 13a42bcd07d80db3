/** Delivered content to read: text and allowed elements; interactions are drawn by whoever shows them. */
import { createElement, type ReactNode } from 'react';
import { drawn, isEmptyElement } from '../../../../shared/assessment/allowed.ts';
import type { Content, Interaction } from '../../../../shared/assessment/delivery.ts';

type Draw = (interaction: Interaction) => ReactNode;

export function Flow({ content, language, draw }: { content: readonly Content[]; language: string; draw: Draw }) {
  return createElement('div', { lang: language, dir: 'auto' }, ...content.map((node) => nodeOf(node, draw)));
}

function nodeOf(node: Content, draw: Draw): ReactNode {
  if (typeof node === 'string') return node;
  if ('interaction' in node) return draw(node);
  const element = drawn(node.tag, node.attributes);
  if (element.as === 'nothing') return null;
  const children = isEmptyElement(node.tag) ? [] : node.children.map((child) => nodeOf(child, draw));
  if (element.as === 'children') return children;
  // HTML allows no blocks inside a paragraph, and an interaction may be one.
  return createElement(element.tag === 'p' ? 'div' : element.tag, element.props, ...children);
}
