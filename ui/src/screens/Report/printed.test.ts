import { expect, it } from 'vitest';

import { printed } from './printed';

it('keeps the styles, lowers the heading and lets nothing run', () => {
  const { sheet, nodes } = printed('<html><head><style>:root { --a: 1 } body { margin: 0 } tbody th { color: red }</style></head><body><h1>Rows</h1><script>alert(1)</script><p>One</p></body></html>');
  expect(sheet).toBe(':host { --a: 1 } .page { margin: 0 } tbody th { color: red }');
  const told = document.createElement('div');
  told.append(...nodes);
  expect(told.querySelector('script')).toBeNull();
  expect(told.querySelector('h1')).toBeNull();
  expect(told.querySelector('h2.first')?.textContent).toBe('Rows');
});

it('leaves the font and the choice of light or dark to the window', () => {
  const { sheet } = printed("<style>@font-face { font-family: 'A'; src: url(data:font/woff2;base64,AA) } :root { color-scheme: light dark; --a: 1 } @media print { :root { color-scheme: light; } }</style>");
  expect(sheet).not.toContain('@font-face');
  expect(sheet).toContain(':host {  --a: 1 }');
  expect(sheet).toContain('@media print { :host { color-scheme: light; } }');
});
