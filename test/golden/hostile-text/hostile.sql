CREATE TABLE `user` (
  `id` bigint NOT NULL AUTO_INCREMENT COMMENT '*/ `${x}`   "quoted"',
  `constructor` varchar(20) NOT NULL DEFAULT '`${process.exit(1)}` */ ''quoted'' \\',
  `__proto__` varchar(20) DEFAULT NULL,
  `class` enum('a''b', '`${x}`', '*/') NOT NULL DEFAULT '*/',
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`constructor`)
) COMMENT = '*/ export const injected = true; /*';
