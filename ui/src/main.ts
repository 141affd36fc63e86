import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/index.css';

import { mount } from 'svelte';

import App from './App.svelte';
import { theme } from './state/theme.svelte';
import { language } from './text/language';

document.documentElement.lang = language;
theme.apply();
const target = document.getElementById('app');
if (target) mount(App, { target });
