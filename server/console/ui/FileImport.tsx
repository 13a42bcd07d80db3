import { FileUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { asFault, type Fault } from '../app/problem.ts';
import { Button } from './Button.tsx';
import { FaultNote } from './States.tsx';

type Props<T> = {
  /** Endings and media types that are offered. */
  types: string[];
  choose: string;
  /** Sends the file; what it resolves with is shown, a rejection is told. */
  send: (file: File) => Promise<T>;
  children: (report: T) => ReactNode;
};

/** A button that takes one file, and what became of the last one. */
export function FileImport<T>({ types, choose, send, children }: Props<T>) {
  const [report, setReport] = useState<T | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  async function take(files: FileList | null) {
    const file = files?.[0];
    if (!file) return;
    setBusy(true);
    setFault(null);
    setReport(null);
    try {
      setReport(await send(file));
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <FileTrigger acceptedFileTypes={types} onSelect={take}>
        <Button icon={FileUp} isPending={busy}>
          {choose}
        </Button>
      </FileTrigger>
      {fault && <FaultNote fault={fault} />}
      {report !== null && children(report)}
    </>
  );
}
