using System.IO.Hashing;
using System.Text;

var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();

app.MapGet("/", () => "Hello from an image built without a daemon.\n");
app.MapGet("/health", () => "ok\n");
app.MapGet("/hash/{text}", (string text) =>
    $"{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text)):x16}\n");

app.Run();
