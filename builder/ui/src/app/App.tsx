/** What every page stands in: cache, language, theme, messages, routes. */
import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect, useMemo } from "react";
import { RouterProvider } from "react-router";
import { queryClient } from "@/api/queryClient";
import { useLocale } from "@/parts/say";
import { usePhone, useStill } from "@/parts/useMedia";
import { antdTheme } from "@/theme/tokens";
import { report } from "./report";
import { router } from "./router";

export function App() {
  const locale = useLocale();
  const phone = usePhone();
  const still = useStill();
  const theme = useMemo(() => antdTheme(phone, still), [phone, still]);
  useEffect(() => {
    dayjs.locale(locale === "en" ? "en" : "zh-cn");
  }, [locale]);
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider locale={locale === "en" ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
        <AntApp message={{ maxCount: 3 }} notification={{ placement: "bottomRight" }} style={{ height: "100%" }}>
          <RouterProvider router={router} onError={report} />
        </AntApp>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
