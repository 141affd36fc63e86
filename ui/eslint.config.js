import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['dist', 'node_modules', 'src/api/generated.ts'] },
  js.configs.recommended,
  ...typescript.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // TypeScript knows the names; the plain rule does not know its types.
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The content security policy refuses style attributes; `style:` directives go through the CSSOM.
      'no-restricted-syntax': ['error', { selector: 'SvelteAttribute[key.name="style"]', message: 'Use a style: directive.' }],
      // Maps and sets made and read within one computation need no reactivity of their own.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/no-at-html-tags': 'error',
      // The router is a hash router of our own.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: typescript.parser } } },
  {
    files: ['src/**/*'],
    ignores: ['src/api/tauri.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['@tauri-apps/*'], message: 'Only api/tauri.ts knows the shell.' }] }] },
  },
  {
    files: ['src/{kit,grid,charts}/**/*'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@tauri-apps/*', '**/screens/*', '**/state/*'] }] },
  },
);
