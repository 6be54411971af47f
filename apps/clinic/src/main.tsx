import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createClient } from './app/client.ts';

// Nothing of a patient may show before the server's address is known, and the address is one small file.
void createClient().then((medplum) => {
  createRoot(document.getElementById('root')!).render(<App medplum={medplum} />);
});
