using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Lifecycle.Tests.Privileges;

public sealed class PasswordFileTests
{
    [Theory]
    [InlineData(1000u, "/home/cnb")]
    [InlineData(1001u, null)]
    [InlineData(4242u, null)]
    public void A_user_has_a_home_if_the_file_says_so(uint user, string? home)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["passwd"], "root:x:0:0:root:/root:/bin/sh\ncnb:x:1000:1000:::\ncnb:x:1000:1000::/home/cnb:/bin/sh\nodd:x:1001\n");

        Assert.Equal(home, PasswordFile.FindHome(user, folder["passwd"]));
    }

    [Fact]
    public void Without_the_file_nobody_has_a_home() => Assert.Null(PasswordFile.FindHome(0, "/no/such/passwd"));

    [Fact]
    public void Our_own_user_can_always_be_asked_for()
    {
        CurrentUser.Become(CurrentUser.Get());
        CurrentUser.Become(CurrentUser.Resolve(-1, -1));
    }
}
