import type { Example } from "./example.ts";
import { lines } from "./example.ts";

/** The same for types, fields and tags. */
export const apiTypeExamples = {
  API2001: {
    wrong: lines("type User {", "  Name string", "}", "", "type User {", "  Age int", "}"),
    right: lines("type User {", "  Name string", "  Age int", "}"),
  },
  API2002: {
    wrong: lines("type LoginReq {", '  Name Strng `json:"name"`', "}"),
    right: lines("type LoginReq {", '  Name string `json:"name"`', "}"),
  },
  API2003: { wrong: lines("type UserId *int64"), right: lines("type UserId int64") },
  API2004: { wrong: lines("type range {", "  Low int", "}"), right: lines("type Range {", "  Low int", "}") },
  API2005: { wrong: lines("type string {", "  Text int", "}"), right: lines("type Text {", "  Length int", "}") },
  API2006: {
    wrong: lines("type User {", "  Name string", "}", "", "type USER {", "  Age int", "}"),
    right: lines("type User {", "  Name string", "}", "", "type UserAge {", "  Age int", "}"),
  },
  API2007: {
    wrong: lines("type User {", '  Name string `json:"name"`', '  Name string `json:"nick"`', "}"),
    right: lines("type User {", '  Name string `json:"name"`', '  Nick string `json:"nick"`', "}"),
  },
  API2008: {
    wrong: lines("type User {", '  Name string `json:"name"`', '  Nick string `json:"name"`', "}"),
    right: lines("type User {", '  Name string `json:"name"`', '  Nick string `json:"nick"`', "}"),
  },
  API2009: {
    wrong: lines("type Node {", '  Next Node `json:"next"`', "}"),
    right: lines("type Node {", '  Next *Node `json:"next"`', "}"),
  },
  API2010: {
    wrong: lines("type User {", "  string", "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API2011: {
    wrong: lines("type User {", '  Roles [...]string `json:"roles"`', "}"),
    right: lines("type User {", '  Roles []string `json:"roles"`', "}"),
  },
  API2012: {
    wrong: lines("type Report {", '  Counts map[[]string]int `json:"counts"`', "}"),
    right: lines("type Report {", '  Counts map[string]int `json:"counts"`', "}"),
  },
  API2013: {
    wrong: lines("type Report {", "  Rows []{", '    Name string `json:"name"`', '  } `json:"rows"`', "}"),
    right: lines(
      "type Row {",
      '  Name string `json:"name"`',
      "}",
      "",
      "type Report {",
      '  Rows []Row `json:"rows"`',
      "}",
    ),
  },
  API2014: {
    wrong: lines("type Event {", '  Data {} `json:"data"`', "}"),
    right: lines("type Event {", '  Data interface{} `json:"data"`', "}"),
  },
  API2015: {
    wrong: lines("type Order {", '  Price decimal.Decimal `json:"price"`', "}"),
    right: lines("type Order {", '  Price string `json:"price"`', "}"),
  },
  API2016: {
    wrong: lines("type User {", "  Name string `json:name`", "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API2017: {
    wrong: lines("type User {", '  Name string `json:"name" json:"nick"`', "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API2018: {
    wrong: lines("type User {", '  Nick string `json:"nick,optinal"`', "}"),
    right: lines("type User {", '  Nick string `json:"nick,optional"`', "}"),
  },
  API2019: {
    wrong: lines("type Page {", '  Size int `form:"size,range=[100:1]"`', "}"),
    right: lines("type Page {", '  Size int `form:"size,range=[1:100]"`', "}"),
  },
  API2020: {
    wrong: lines("type User {", '  Name string `json:"name,range=[1:20]"`', "}"),
    right: lines("type User {", '  Age int `json:"age,range=[1:120]"`', "}"),
  },
  API2021: {
    wrong: lines("type List {", '  Order string `form:"order,options=up|down,default=none"`', "}"),
    right: lines("type List {", '  Order string `form:"order,options=up|down,default=up"`', "}"),
  },
  API2022: {
    wrong: lines("type Page {", '  Number int `form:"number,range=[1:100],default=0"`', "}"),
    right: lines("type Page {", '  Number int `form:"number,range=[1:100],default=1"`', "}"),
  },
  API2023: {
    wrong: lines("type Page {", '  Number int `form:"number,default=first"`', "}"),
    right: lines("type Page {", '  Number int `form:"number,default=1"`', "}"),
  },
  API2024: {
    wrong: lines(
      "type Req {",
      '  Id string `path:"id"`',
      '  Other string `json:"id"`',
      "}",
      "",
      "service user-api {",
      "  @handler Update",
      "  put /users/:id (Req)",
      "}",
    ),
    right: lines(
      "type Req {",
      '  Id string `path:"id"`',
      '  Other string `json:"other"`',
      "}",
      "",
      "service user-api {",
      "  @handler Update",
      "  put /users/:id (Req)",
      "}",
    ),
  },
  API2030: {
    wrong: lines("type User {", "  Name string ``", "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API2031: {
    wrong: lines(
      "type Book {",
      '  Id int64 `path:"id"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler Get",
      "  put /books/:id (Book) returns (Book)",
      "}",
    ),
    right: lines(
      "type Book {",
      '  Id int64 `path:"id" json:"id"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler Get",
      "  put /books/:id (Book) returns (Book)",
      "}",
    ),
  },
  API2032: {
    wrong: lines(
      "type Book {",
      '  Page int `form:"page"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler Add",
      "  post /books ([]Book)",
      "}",
    ),
    right: lines(
      "type Book {",
      '  Page int `json:"page"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler Add",
      "  post /books ([]Book)",
      "}",
    ),
  },
  API2033: {
    wrong: lines(
      "type Book {",
      '  Page int `form:"page,optional"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler Add",
      "  post /books ([]Book)",
      "}",
    ),
    right: lines(
      "type Book {",
      '  Page int `json:"page,optional"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler Add",
      "  post /books ([]Book)",
      "}",
    ),
  },
  API2034: {
    wrong: lines(
      "type User {",
      '  Mail string `json:"mail,optional"`',
      '  Phone string `json:"phone,optional=!email"`',
      "}",
    ),
    right: lines(
      "type User {",
      '  Mail string `json:"mail,optional"`',
      '  Phone string `json:"phone,optional=!mail"`',
      "}",
    ),
  },
  API2035: {
    wrong: lines("type Point {", '  X, Y int `json:"x"`', "}"),
    right: lines("type Point {", '  X int `json:"x"`', '  Y int `json:"y"`', "}"),
  },
  API2036: {
    wrong: lines("type User {", '  Name string `Json:"name"`', "}"),
    right: lines("type User {", '  Name string `json:"name"`', "}"),
  },
  API2050: {
    wrong: lines("type User {", '  Name string `json:"name" validate:"min=three"`', "}"),
    right: lines("type User {", '  Name string `json:"name" validate:"min=3"`', "}"),
  },
  API2060: {
    wrong: lines("type AlbumReq {", '  Pictures map[string]File `form:"pictures"`', "}"),
    right: lines("type AlbumReq {", '  Pictures []File `form:"pictures"`', "}"),
  },
  API2061: {
    wrong: lines("type AvatarReq {", '  Avatar File `json:"avatar"`', "}"),
    right: lines("type AvatarReq {", '  Avatar File `form:"avatar"`', "}"),
  },
  API2062: {
    wrong: lines(
      "type AvatarReq {",
      '  Avatar File `form:"avatar"`',
      '  Title string `json:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler SetAvatar",
      "  post /avatar (AvatarReq)",
      "}",
    ),
    right: lines(
      "type AvatarReq {",
      '  Avatar File `form:"avatar"`',
      '  Title string `form:"title"`',
      "}",
      "",
      "service user-api {",
      "  @handler SetAvatar",
      "  post /avatar (AvatarReq)",
      "}",
    ),
  },
  API2063: {
    wrong: lines("type AvatarReq {", '  Avatar File `form:"avatar,default=me.png"`', "}"),
    right: lines("type AvatarReq {", '  Avatar File `form:"avatar,optional"`', "}"),
  },
} satisfies Readonly<Record<string, Example>>;
