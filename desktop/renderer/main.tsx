/** Entry of the candidate's screens. Everything they know and do goes through `window.invigil`. */
import '../../shared/design/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app.tsx';

// The page's content policy forbids eval, which zod would otherwise probe for.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root to draw into');
createRoot(root).render(<App bridge={window.invigil} />);
