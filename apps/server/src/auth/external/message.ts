import type { Response } from 'express';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Somebody's browser stands here, not a program: a page that says what happened. */
export function sendMessage(res: Response, status: number, message: string): void {
  const text = message.replace(/[&<>"']/g, (char) => ESCAPES[char]!);
  res
    .status(status)
    .type('html')
    .send(`<!doctype html>
<html lang="fr">
  <head><meta charset="utf-8"><title>Connexion impossible</title></head>
  <body><main><h1>Connexion impossible</h1><p role="alert">${text}</p></main></body>
</html>
`);
}
