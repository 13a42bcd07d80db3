import { Download } from 'lucide-react';
import { publicRoutes } from '../../../shared/contract/public.ts';
import { addressOf } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import s from './Credentials.module.css';

/** A credential's files: what a machine reads, what a person shows, and what is checked without a network. */
export function FileLinks({ id, jwt }: { id: string; jwt: boolean }) {
  const t = useText();
  const files = [
    ['files.pdf', publicRoutes.certificate],
    ['files.badge', publicRoutes.badge],
    ...(jwt ? ([['files.jwt', publicRoutes.jwt]] as const) : []),
    ['files.png', publicRoutes.png],
    ['files.svg', publicRoutes.svg],
    ['files.bundle', publicRoutes.bundle],
  ] as const;
  return (
    <ul className={s.files}>
      {files.map(([label, route]) => (
        <li key={label}>
          <a href={addressOf(route, { params: { id } })} download>
            <Download size={15} aria-hidden />
            {t(label)}
          </a>
        </li>
      ))}
    </ul>
  );
}
