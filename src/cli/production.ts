/**
 * graphql-js checks every value it is given for a second copy of itself unless it is told that nobody develops with it
 * (jsutils/instanceOf.js of 16.15.0), and reads that when it is loaded: so this stands before everything else.
 */
process.env.NODE_ENV ??= 'production';
