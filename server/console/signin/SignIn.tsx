import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { LogIn, ShieldHalf } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { consoleRoutes } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { useTitle } from '../app/document.ts';
import { LanguageLinks } from '../app/Frame.tsx';
import { asFault, type Fault } from '../app/problem.ts';
import { meQuery } from '../app/queries.ts';
import { homeOf } from '../app/roles.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FaultNote } from '../ui/States.tsx';
import s from './SignIn.module.css';

/** E-mail and the sign-in code of one's account; nothing to remember or to puzzle out (WCAG 3.3.8). */
export function SignIn() {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  useTitle(t('app.titled', { page: t('signIn.title') }));

  async function enter(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      const account = await api(consoleRoutes.signIn, { body: { email: email.trim(), code: code.trim() } });
      client.setQueryData(meQuery.queryKey, account);
      await navigate({ href: back ?? homeOf(account) });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className={s.main}>
      <div className={s.card}>
        <p className={s.mark}>
          <ShieldHalf size={22} aria-hidden />
          {t('app.name')}
        </p>
        <h1>{t('signIn.title')}</h1>
        <p className={s.lead}>{t('signIn.lead')}</p>
        <Form className={s.form ?? ''} onSubmit={enter}>
          <Field
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            isRequired
            autoFocus
          />
          <Field
            label={t('signIn.code')}
            help={t('signIn.codeHelp')}
            type="password"
            name="code"
            autoComplete="current-password"
            value={code}
            onChange={setCode}
            isRequired
          />
          {fault && <FaultNote fault={fault} />}
          <Button type="submit" look="main" icon={LogIn} wide isPending={busy}>
            {t('signIn.enter')}
          </Button>
        </Form>
        <p className={s.foot}>
          <LanguageLinks />
        </p>
      </div>
    </main>
  );
}
