// The package types its full build only; the runtime build has the same object without the compiler.
declare module "handlebars/dist/cjs/handlebars.runtime.js" {
  import Handlebars from "handlebars";

  export default Handlebars;
}
