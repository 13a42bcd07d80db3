import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Download, FileUp, Save, Send, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { type Draft, type ProgrammeCheck, programmeRoutes } from '../../../shared/contract/programmes.ts';
import { Programme } from '../../../shared/programme/index.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Field.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { FaultNote, Loaded } from '../ui/States.tsx';
import { CheckPanel } from './CheckPanel.tsx';
import { aroundOf, blankProgramme, type Json } from './edit.ts';
import { Beside, ProgrammeForm, type View, viewOf, views } from './ProgrammeForm.tsx';
import s from './Programmes.module.css';
import { draftQuery, programmesQuery } from './queries.ts';

/** A programme as it is written: the draft, else the version published last, else nothing yet. */
export function EditorPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const draft = useQuery({ ...draftQuery(id), refetchOnWindowFocus: false });
  const all = useQuery(programmesQuery);
  const version = all.data?.find((one) => one.id === id)?.versions[0]?.version ?? null;
  const published = useQuery({
    queryKey: ['programmes', id, version],
    queryFn: () => (version === null ? null : api(programmeRoutes.programme, { params: { id, version } })),
    enabled: all.data !== undefined,
    refetchOnWindowFocus: false,
  });
  return (
    <Page
      title={t('editor.title', { id })}
      lead={t('editor.lead')}
      acts={
        version !== null && (
          <Link to="/rules/$id" params={{ id }}>
            {t('editor.public')}
          </Link>
        )
      }
    >
      <Loaded query={draft}>
        {(saved) => (
          <Loaded query={published}>
            {(newest) => <Editor key={saved?.revision ?? 0} id={id} saved={saved} start={startOf(id, saved, newest)} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

const startOf = (id: string, saved: Draft | null, newest: Programme | null): string =>
  saved?.json ?? JSON.stringify(newest ?? blankProgramme(id), null, 2);

/** The text as JSON, or null while it is none. */
function parsed(text: string): Json | null {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives nothing else
  } catch {
    return null;
  }
}

function useCheck(json: string): ProgrammeCheck {
  const [check, setCheck] = useState<ProgrammeCheck>({ faults: [], changes: null, against: null });
  useEffect(() => {
    let old = false;
    const timer = setTimeout(() => {
      if (json.length < 2) return;
      api(programmeRoutes.check, { body: { json } })
        .then((reply) => old || setCheck(reply))
        // The next change asks again; saving and publishing tell of what is wrong by themselves.
        .catch(() => undefined);
    }, 350);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [json]);
  return check;
}

function Editor({ id, saved, start }: { id: string; saved: Draft | null; start: string }) {
  const t = useText();
  const when = useWhen();
  const client = useQueryClient();
  const navigate = useNavigate();
  const account = useAccount();
  const [json, setJson] = useState(start);
  const [view, setView] = useState<View>('rule');
  const [sought, setSought] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const check = useCheck(json);
  const value = useMemo(() => parsed(json), [json]);
  const whole = useMemo(() => (value === null ? null : Programme.safeParse(value).data), [value]);
  const go = (place: string) => {
    setView(viewOf(place));
    setSought(place);
  };
  // The field is there only once its part of the form is shown.
  useEffect(() => {
    if (sought === null) return;
    for (const place of aroundOf(sought)) {
      const field = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
      if (field) {
        field.focus();
        break;
      }
    }
    setSought(null);
  }, [sought]);
  const change = (next: Json) => {
    setDone(null);
    setJson(JSON.stringify(next, null, 2));
  };
  const act = (what: () => Promise<void>) => () => {
    setFault(null);
    setDone(null);
    what().catch((thrown: unknown) => setFault(asFault(thrown)));
  };
  const refresh = () => client.invalidateQueries({ queryKey: ['programmes'] });
  const save = act(async () => {
    await api(programmeRoutes.saveDraft, { params: { id }, body: { json, revision: saved?.revision ?? 0 } });
    await refresh();
  });
  const discard = act(async () => {
    await api(programmeRoutes.discardDraft, { params: { id } });
    await refresh();
    await navigate({ to: '/programmes' });
  });
  const publish = act(async () => {
    const reply = await api(programmeRoutes.publish, { body: { json } });
    await Promise.all([refresh(), client.invalidateQueries({ queryKey: ['rules'] })]);
    setDone(t('editor.published', { version: reply.version }));
  });
  const changed = check.changes === null || check.changes.length > 0;
  return (
    <>
      <div className={s.buttons}>
        <Button icon={Save} onPress={save} isDisabled={json === start && saved !== null}>
          {t('editor.save')}
        </Button>
        {isAdministrator(account) && (
          <Button icon={Send} look="main" onPress={publish} isDisabled={check.faults.length > 0 || !whole || !changed}>
            {t('editor.publish')}
          </Button>
        )}
        {saved && (
          <Button icon={Trash2} onPress={discard}>
            {t('editor.discard')}
          </Button>
        )}
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => void files?.[0]?.text().then((text) => setJson(text))}
        >
          <Button icon={FileUp}>{t('editor.import')}</Button>
        </FileTrigger>
        <Button icon={Download} onPress={() => download(`${id}.json`, json)}>
          {t('editor.export')}
        </Button>
      </div>
      {saved && <p className={s.small}>{t('editor.savedBy', { by: saved.savedBy, at: when.moment(saved.savedAt) })}</p>}
      {fault && <FaultNote fault={fault} />}
      {done && (
        <p className={s.note} role="status">
          {done}
        </p>
      )}
      <CheckPanel check={check} onGo={value === null ? null : go} />
      <Choice label={t('editor.view')} value={view} onChange={setView} options={views(t, check.faults)} />
      <div className={s.two}>
        {view === 'json' || value === null ? (
          <Section title={t('editor.json')}>
            <div className={`${s.input} ${s.json}`}>
              <label htmlFor="programme-json">{t('editor.jsonHelp')}</label>
              <textarea id="programme-json" spellCheck={false} value={json} onChange={(event) => setJson(event.target.value)} />
            </div>
          </Section>
        ) : (
          <Section title={t(`editor.${view}`)}>
            <ProgrammeForm view={view} value={value} faults={check.faults} onChange={change} />
          </Section>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
        <section className={s.beside} aria-label={t('editor.drawing')} tabIndex={0}>
          <Section title={t('editor.drawing')}>
            <Beside view={view} value={value} whole={whole ?? null} />
          </Section>
        </section>
      </div>
    </>
  );
}

/** Hands the text to the browser as a file. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
