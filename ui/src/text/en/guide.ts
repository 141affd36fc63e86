/** Around the pages of the guide; the pages themselves are Markdown files. */
export const guide = {
  open: 'Help for this screen',
  page: 'Page of the guide',
  all: 'All pages',
  back: 'Back',
  moves: 'Through the guide',
  failed: 'The guide could not be read.',
} as const;
