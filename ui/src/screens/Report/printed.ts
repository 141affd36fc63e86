/**
 * The report's own page, shown within the window as it will be printed. A frame would inherit the
 * window's policy, which refuses styles written into a page; a shadow root keeps the page's styles
 * and the window's apart, and takes them as a sheet. Nothing in the page can run: it is parsed as a
 * document without scripts, and the policy refuses them besides.
 */
export function printed(html: string): { sheet: string; nodes: Node[] } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const sheet = [...page.querySelectorAll('style')].map((style) => style.textContent).join('\n');
  for (const one of page.querySelectorAll('script, link, meta, base')) one.remove();
  // The screen has a heading of its own.
  for (const heading of page.querySelectorAll('h1')) {
    const lower = page.createElement('h2');
    lower.className = 'first';
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  // One landmark names the screen's content already.
  for (const main of page.querySelectorAll('main, header, footer')) {
    const plain = page.createElement('div');
    plain.append(...main.childNodes);
    main.replaceWith(plain);
  }
  const own = sheet.replaceAll(':root', ':host').replace(/(^|[\s}])body(?=\s*\{)/g, '$1.page');
  return { sheet: own, nodes: [...page.body.childNodes] };
}
