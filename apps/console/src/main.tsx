import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { StartupError } from './app/startup-error.tsx';
import { start } from './app/start.tsx';

const root = createRoot(document.querySelector('#root')!);

function run(): void {
  start(root).catch((error: unknown) => {
    root.render(<StartupError error={error} onRetry={run} />);
  });
}

run();
