/** Light, dark, or as the system has it. Beside the language the only thing the page itself remembers. */

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'theme';

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

class ThemeChoice {
  value = $state<Theme>(kept());

  choose(theme: Theme): void {
    this.value = theme;
    this.apply();
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A surface without storage begins with the system's own next time.
    }
  }

  apply(): void {
    if (this.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.value;
  }
}

export const theme = new ThemeChoice();
