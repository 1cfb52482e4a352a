namespace Buildpacks.Net.Cli.Tests.Commands;

public sealed class WordsTests
{
    [Theory]
    [InlineData("fetching https://bob:pw@git.example/app failed", "fetching https://(redacted)@git.example/app failed")]
    [InlineData("token https://ghp_abc@git.example", "token https://(redacted)@git.example")]
    [InlineData("two: http://a:b@c/ ssh://d@e/", "two: http://(redacted)@c/ ssh://(redacted)@e/")]
    [InlineData("registry.example/app@sha256:00 and bob@mail.example", "registry.example/app@sha256:00 and bob@mail.example")]
    [InlineData("https://git.example/a@b", "https://git.example/a@b")]
    public void Credentials_of_urls_are_taken_out(string text, string expected) => Assert.Equal(expected, Redaction.OfUrls(text));

    [Theory]
    [InlineData("bob:p@w@registry.example/app", "(redacted)@registry.example/app")]
    [InlineData("https://bob:p/w@registry.example/app:1", "https://(redacted)@registry.example/app:1")]
    [InlineData("bob:pw@registry.example/app@sha256:00", "(redacted)@registry.example/app@sha256:00")]
    [InlineData("registry.example/app@sha256:00", "registry.example/app@sha256:00")]
    [InlineData("registry.example:5000/app:1", "registry.example:5000/app:1")]
    public void Credentials_of_names_are_taken_out(string text, string expected) => Assert.Equal(expected, Redaction.OfName(text));

    [Theory]
    [InlineData("override with -force.", "override with --force.")]
    [InlineData("name it with -run-image", "name it with --run-image")]
    [InlineData("--force, in-force, -forced", "--force, in-force, -forced")]
    public void Flags_in_messages_of_phases_are_those_of_cnb(string message, string expected) => Assert.Equal(expected, LifecycleFlags.Translate(message));
}
