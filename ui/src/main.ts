import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/index.css';

import { mount } from 'svelte';

import { call } from './api';
import App from './App.svelte';
import { theme } from './state/theme.svelte';
import { language } from './text/language';

document.documentElement.lang = language;
theme.apply();
const target = document.getElementById('app');

/** What the core says is asked for as soon as the page stands, so it hears of the language first. */
async function begin(at: HTMLElement): Promise<void> {
  try {
    await call('set_language', { language });
  } catch {
    // A core that cannot be reached is told by the page, in the words it has.
  }
  mount(App, { target: at });
}

if (target) void begin(target);
