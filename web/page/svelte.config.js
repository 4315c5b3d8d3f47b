export default {
  compilerOptions: {
    // A table whose rows are blocks loses the roles that it seems redundant to write.
    warningFilter: ({ code }) => code !== "a11y_no_redundant_roles",
  },
};
