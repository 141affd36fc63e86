/**
 * The report's own page, shown within the window as it will be printed. A frame would inherit the
 * window's policy, which refuses styles written into a page; a shadow root keeps the page's styles
 * and the window's apart, and takes them as a sheet. Nothing in the page can run: it is parsed as a
 * document without scripts, and the policy refuses them besides.
 */
export function printed(html: string): { sheet: string; nodes: Node[] } {
  // Even parsed apart, a style element would be refused and told as a breach of the policy.
  const STYLE = /<style>([\s\S]*?)<\/style>/g;
  const sheet = [...html.matchAll(STYLE)].map((style) => style[1]).join('\n');
  const page = new DOMParser().parseFromString(html.replace(STYLE, ''), 'text/html');
  for (const one of page.querySelectorAll('script, link, meta, base')) one.remove();
  // The screen has a heading of its own.
  for (const heading of page.querySelectorAll('h1')) {
    const lower = page.createElement('h2');
    lower.className = 'first';
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  // What scrolls can be reached by keys.
  for (const wide of page.querySelectorAll('.wide')) wide.setAttribute('tabindex', '0');
  // One landmark names the screen's content already.
  for (const main of page.querySelectorAll('main, header, footer')) {
    const plain = page.createElement('div');
    plain.append(...main.childNodes);
    main.replaceWith(plain);
  }
  // The window has the font already, and its own choice of light or dark, which the page's would override.
  const plain = sheet.replace(/@font-face\s*\{[^}]*\}/g, '').replace('color-scheme: light dark;', '');
  const own = plain.replaceAll(':root', ':host').replace(/(^|[\s}])body(?=\s*\{)/g, '$1.page');
  return { sheet: own, nodes: [...page.body.childNodes] };
}
