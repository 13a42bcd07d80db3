/** In place of a question that cannot be drawn; the others stay usable. */
import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/text.ts';
import { Notice } from '../ui/notice.tsx';

export function Unreadable() {
  const t = useText();
  return (
    <Notice tone="blue" icon={TriangleAlert} title={t('question.unreadable')}>
      <p>{t('question.unreadable-do')}</p>
    </Notice>
  );
}

/** Catches what fails while drawing a question. */
export class UnreadableGuard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Unreadable /> : this.props.children;
  }
}
