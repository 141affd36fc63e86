export const charts = {
  asTable: 'Show as a table',
  asPicture: 'Show as a picture',
};
